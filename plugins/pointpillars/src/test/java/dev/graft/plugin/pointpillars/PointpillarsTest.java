// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.pointpillars;

import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.Set;

class PointpillarsTest extends BuiltInNetworkKit {

    private final Pointpillars plugin = new Pointpillars();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(
                Action.DATASET_CONVERT,
                Action.TRAIN,
                Action.EVALUATE,
                Action.PRUNE,
                Action.RETRAIN,
                Action.EXPORT,
                Action.INFERENCE);
    }
}
