// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.centerpose;

import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.Set;

class CenterposeTest extends BuiltInNetworkKit {

    private final Centerpose plugin = new Centerpose();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.TRAIN, Action.EVALUATE, Action.EXPORT, Action.GEN_TRT_ENGINE, Action.INFERENCE);
    }
}
