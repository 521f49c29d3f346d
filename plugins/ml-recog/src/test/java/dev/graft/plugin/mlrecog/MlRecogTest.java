// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MlRecogTest extends BuiltInNetworkKit {

    private final MlRecog plugin = new MlRecog();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.TRAIN, Action.EVALUATE, Action.EXPORT, Action.GEN_TRT_ENGINE, Action.INFERENCE);
    }

    @Test
    void aBackboneThatThereIsNotIsAFaultThatNamesTheOthers() {
        ObjectNode specs = specs(Action.TRAIN);
        assertThat(plugin.check(Action.TRAIN, specs, DatasetFacts.none())).isEmpty();
        specs.withObject("/model").put("backbone", "nvdinov2_vit_large_legacy");
        assertThat(plugin.check(Action.TRAIN, specs, DatasetFacts.none())).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo("/model/backbone");
            assertThat(fault.message()).contains("nvdinov2_vit_large_legacy", "resnet_101", "fan_large");
        });
    }
}
