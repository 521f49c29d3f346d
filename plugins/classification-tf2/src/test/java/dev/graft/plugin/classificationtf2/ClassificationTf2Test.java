// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2;

import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.Set;

class ClassificationTf2Test extends BuiltInNetworkKit {

    private final ClassificationTf2 plugin = new ClassificationTf2();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(
                Action.TRAIN,
                Action.EVALUATE,
                Action.PRUNE,
                Action.RETRAIN,
                Action.EXPORT,
                Action.GEN_TRT_ENGINE,
                Action.INFERENCE);
    }
}
