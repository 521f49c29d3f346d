// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mal;

import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.Set;

class MalTest extends BuiltInNetworkKit {

    private final Mal plugin = new Mal();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.TRAIN, Action.EVALUATE, Action.INFERENCE);
    }
}
