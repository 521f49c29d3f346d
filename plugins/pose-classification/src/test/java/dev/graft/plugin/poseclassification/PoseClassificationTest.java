// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.poseclassification;

import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.Set;

class PoseClassificationTest extends BuiltInNetworkKit {

    private final PoseClassification plugin = new PoseClassification();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.DATASET_CONVERT, Action.TRAIN, Action.EVALUATE, Action.EXPORT, Action.INFERENCE);
    }
}
