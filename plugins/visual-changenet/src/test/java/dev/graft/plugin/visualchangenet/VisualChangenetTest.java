// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VisualChangenetTest extends BuiltInNetworkKit {

    private final VisualChangenet plugin = new VisualChangenet();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.TRAIN, Action.EVALUATE, Action.EXPORT, Action.GEN_TRT_ENGINE, Action.INFERENCE);
    }

    @Test
    void aBackboneThatIsNotBuiltIsAFaultThatSaysWhatToDo() {
        ObjectNode specs = specs(Action.TRAIN);
        assertThat(plugin.check(Action.TRAIN, specs, DatasetFacts.none())).isEmpty();
        specs.withObject("/model/backbone").put("type", "vit_large_nvdinov2");
        assertThat(plugin.check(Action.TRAIN, specs, DatasetFacts.none())).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo("/model/backbone/type");
            assertThat(fault.message()).contains("not built yet", "choose a FAN or a ResNet");
        });
    }
}
