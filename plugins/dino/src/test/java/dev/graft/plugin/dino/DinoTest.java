// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dino;

import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.Set;

class DinoTest extends BuiltInNetworkKit {

    private final Dino plugin = new Dino();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.TRAIN, Action.EVALUATE, Action.EXPORT, Action.GEN_TRT_ENGINE, Action.INFERENCE);
    }
}
