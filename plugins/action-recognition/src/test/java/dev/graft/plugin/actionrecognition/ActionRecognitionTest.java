// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import dev.graft.testkit.BuiltInNetworkKit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActionRecognitionTest extends BuiltInNetworkKit {

    private final ActionRecognition plugin = new ActionRecognition();

    @Override
    protected NetworkPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(Action.TRAIN, Action.EVALUATE, Action.EXPORT, Action.INFERENCE);
    }

    @Test
    void aNetworkOfFramesKnowsNoOpticalFlow() {
        ObjectNode planned = plan("rgb", "3d");
        assertThat(planned.path("model").has("of_seq_length")).isFalse();
        assertThat(planned.path("model").has("rgb_seq_length")).isTrue();
        assertThat(planned.at("/dataset/augmentation_config").has("of_input_mean")).isFalse();
    }

    @Test
    void theLabelsAreThoseOfTheInputType() {
        ObjectNode specs = specs(Action.TRAIN);
        assertThat(plan("rgb", "2d").at("/dataset/label_map")).isEqualTo(specs.at("/dataset/label_map_2d"));
        assertThat(plan("rgb", "3d").at("/dataset/label_map")).isEqualTo(specs.at("/dataset/label_map_3d"));
        assertThat(plan("rgb", "3d").path("dataset").has("label_map_2d")).isFalse();
    }

    @Test
    void twoBaseExperimentsStandForTheTwoStreams() {
        ObjectNode planned = plan("joint", "2d", "/models/rgb.tlt", "/models/of.tlt");
        assertThat(planned.at("/model/rgb_pretrained_model_path").asText()).isEqualTo("/models/rgb.tlt");
        assertThat(planned.at("/model/of_pretrained_model_path").asText()).isEqualTo("/models/of.tlt");
        assertThat(planned.path("model").has("of_seq_length")).isTrue();
    }

    @Test
    void whatIsNotBuiltIsAFaultThatSaysWhatToDo() {
        ObjectNode specs = specs(Action.TRAIN);
        assertThat(plugin.check(Action.TRAIN, specs, DatasetFacts.none())).isEmpty();
        specs.withObject("/model").put("backbone", "i3d");
        specs.withObject("/train/optim").put("lr_scheduler", "AutoReduce");
        assertThat(plugin.check(Action.TRAIN, specs, DatasetFacts.none()))
                .extracting(SpecFault::pointer)
                .containsExactly("/model/backbone", "/train/optim/lr_scheduler");
    }

    private ObjectNode plan(String modelType, String inputType, String... models) {
        ObjectNode specs = specs(Action.TRAIN);
        specs.withObject("/model").put("model_type", modelType).put("input_type", inputType);
        List<JobInputs.BaseModel> bases =
                List.of(models).stream().map(model -> new JobInputs.BaseModel("base", Path.of(model))).toList();
        JobInputs inputs = new JobInputs(
                List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), bases, Optional.empty());
        LaunchRequest request = new LaunchRequest("job", Action.TRAIN, specs, inputs, Path.of("/results"), "", 1);
        return plugin.launcher(Action.TRAIN).plan(request).specs();
    }
}
