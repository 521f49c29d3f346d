// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.autolabel;

import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.Set;

class AutoLabelTest extends BuiltInNetworkKit {

    private final AutoLabel plugin = new AutoLabel();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.GENERATE);
    }
}
