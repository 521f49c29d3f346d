// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @EnumSource(names = {"TRAIN", "RETRAIN"})
    void trainingWithFakeQuantisationIsAFaultThatSaysWhatToDo(Action action) {
        ObjectNode specs = specs(action);
        assertThat(plugin.check(action, specs, DatasetFacts.none())).isEmpty();
        specs.withObject("/train").put("qat", true);
        assertThat(plugin.check(action, specs, DatasetFacts.none())).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo("/train/qat");
            assertThat(fault.message()).contains("fake quantisation", "set it to false");
        });
    }
}
