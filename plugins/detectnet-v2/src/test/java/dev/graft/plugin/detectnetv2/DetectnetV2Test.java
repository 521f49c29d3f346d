// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.detectnetv2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.network.ActionRule.DatasetRole;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.testkit.BuiltInNetworkKit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DetectnetV2Test extends BuiltInNetworkKit {

    private final DetectnetV2 plugin = new DetectnetV2();

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

    @Override
    protected ObjectNode containerSpecs(LaunchRequest request, ObjectNode specs) {
        ClasswiseConfig.split(specs);
        return specs;
    }

    @Test
    void everyClassOfTheDatasetGetsItsOwnSettings() {
        ObjectNode defaults = plugin.adaptDefaults(Action.TRAIN, specs(Action.TRAIN), withClasses("car", "person"));
        assertThat(defaults.path("classwise_config").findValuesAsText("key")).containsExactly("car", "person");
        assertThat(defaults.at("/dataset_config/target_class_mapping").findValuesAsText("value")).containsExactly("car", "person");
        assertThat(defaults.at("/classwise_config/1/value/cost_function_config/class_weight").doubleValue()).isEqualTo(4.0);
    }

    @Test
    void inferenceDrawsEveryClassOfTheDataset() {
        ObjectNode defaults = plugin.adaptDefaults(Action.INFERENCE, specs(Action.INFERENCE), withClasses("car", "person"));
        assertThat(defaults.at("/inferencer_config/target_classes").toString()).isEqualTo("[\"car\",\"person\"]");
        assertThat(defaults.at("/bbox_handler_config/classwise_bbox_handler_config").findValuesAsText("output_map"))
                .containsExactly("car", "person");
    }

    @Test
    void theContainerReadsTheSettingsOfAClassInFivePlaces() {
        ObjectNode specs = plugin.adaptDefaults(Action.TRAIN, specs(Action.TRAIN), withClasses("car", "person"));
        ClasswiseConfig.split(specs);
        assertThat(specs.has("classwise_config")).isFalse();
        assertThat(specs.at("/bbox_rasterizer_config/target_class_config/0/key").asText()).isEqualTo("car");
        assertThat(specs.at("/bbox_rasterizer_config/target_class_config/0/value/cov_center_x").asDouble()).isEqualTo(0.5);
        assertThat(specs.at("/bbox_rasterizer_config/deadzone_radius").asDouble()).isEqualTo(0.4);
        assertThat(specs.at("/postprocessing_config/target_class_config/1/value/clustering_config/clustering_algorithm").asText())
                .isEqualTo("__DBSCAN__");
        assertThat(specs.at("/cost_function_config/target_classes/1/name").asText()).isEqualTo("person");
        assertThat(specs.at("/cost_function_config/target_classes/1/objectives/0/name").asText()).isEqualTo("cov");
        assertThat(specs.at("/evaluation_config/minimum_detection_ground_truth_overlap/0/value").asDouble()).isEqualTo(0.5);
        assertThat(specs.at("/evaluation_config/evaluation_box_config/1/value/minimum_height").asInt()).isEqualTo(20);
    }

    private static DatasetFacts withClasses(String... classes) {
        DatasetFacts.Facts facts =
                new DatasetFacts.Facts("street", "object_detection", "kitti", List.of(classes), Map.of("train", 100L));
        return new DatasetFacts(Map.of(DatasetRole.TRAIN, List.of(facts)));
    }
}
