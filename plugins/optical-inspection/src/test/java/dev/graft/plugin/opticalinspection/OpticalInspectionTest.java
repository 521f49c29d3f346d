// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.opticalinspection;

import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.Set;

class OpticalInspectionTest extends BuiltInNetworkKit {

    private final OpticalInspection plugin = new OpticalInspection();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.TRAIN, Action.EVALUATE, Action.EXPORT, Action.GEN_TRT_ENGINE, Action.INFERENCE);
    }
}
