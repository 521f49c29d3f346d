// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification;

import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.Set;

class ReIdentificationTest extends BuiltInNetworkKit {

    private final ReIdentification plugin = new ReIdentification();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.TRAIN, Action.EVALUATE, Action.EXPORT, Action.INFERENCE);
    }
}
