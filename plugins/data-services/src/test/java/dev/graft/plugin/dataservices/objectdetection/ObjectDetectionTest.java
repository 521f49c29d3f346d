// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.objectdetection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.dataset.DatasetOutcome;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import dev.graft.testkit.BuiltInDatasetKit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectDetectionTest extends BuiltInDatasetKit {

    private final ObjectDetection plugin = new ObjectDetection();

    @Override
    protected DatasetPlugin plugin() {
        return plugin;
    }

    @Override
    protected Set<Action> actions() {
        return Set.of(
                Action.CONVERT,
                Action.CONVERT_EFFICIENTDET_TF2,
                Action.KMEANS,
                Action.ANNOTATION_FORMAT_CONVERT,
                Action.AUGMENT,
                Action.ANALYZE,
                Action.VALIDATE);
    }

    @Override
    protected ObjectNode specs(Action action) {
        ObjectNode specs = super.specs(action);
        return action == Action.KMEANS ? specs.put("size_x", 416).put("size_y", 416) : specs;
    }

    /** What Graft has beyond TAO is left out for TAO's containers. */
    @Override
    protected ObjectNode containerSpecs(LaunchRequest request, ObjectNode specs) {
        List<String> own = switch (request.action()) {
            case AUGMENT -> List.of(
                    "batch_size", "spatial_config", "color_config", "partition_config", "blur_config", "output_image_width",
                    "output_image_height", "output_image_channel", "image_extension", "dataset_config", "seed");
            case CONVERT -> List.of("results_dir");
            default -> List.of();
        };
        return specs.remove(own);
    }

    @Test
    void rawPicturesHaveNoActions() {
        assertThat(plugin.dataset().rules("raw")).isEmpty();
        assertThat(plugin.dataset().rules("coco_raw")).isEmpty();
    }

    @Test
    void defaultsFollowTheFormatOfTheDataset() {
        DatasetFacts kitti = facts("kitti");
        assertThat(adapted(Action.VALIDATE, kitti).at("/data/input_format").asText()).isEqualTo("KITTI");
        assertThat(adapted(Action.AUGMENT, kitti).at("/data/dataset_type").asText()).isEqualTo("kitti");
        assertThat(adapted(Action.ANNOTATION_FORMAT_CONVERT, kitti).at("/data/output_format").asText()).isEqualTo("COCO");
        assertThat(adapted(Action.ANNOTATION_FORMAT_CONVERT, facts("coco")).at("/data/output_format").asText()).isEqualTo("KITTI");
    }

    @Test
    void whatCannotBeDoneIsRefusedWithTheField() {
        ObjectNode analysis = adapted(Action.ANALYZE, facts("coco"));
        analysis.withObject("/wandb").put("visualize", true);
        assertThat(pointers(Action.ANALYZE, analysis, "coco")).containsExactly("/wandb/visualize");

        ObjectNode sameFormat = adapted(Action.ANNOTATION_FORMAT_CONVERT, facts("coco"));
        sameFormat.withObject("/data").put("output_format", "COCO");
        assertThat(pointers(Action.ANNOTATION_FORMAT_CONVERT, sameFormat, "coco")).containsExactly("/data/output_format");

        ObjectNode otherFormat = adapted(Action.VALIDATE, facts("coco"));
        assertThat(pointers(Action.VALIDATE, otherFormat, "kitti")).containsExactly("/data/input_format");

        ObjectNode parts = adapted(Action.CONVERT, facts("kitti"));
        parts.withObject("/kitti_config").put("num_partitions", 3);
        assertThat(pointers(Action.CONVERT, parts, "kitti")).containsExactly("/kitti_config/num_partitions");
        parts.withObject("/kitti_config").put("partition_mode", "sequence");
        assertThat(pointers(Action.CONVERT, parts, "kitti")).containsExactly("/kitti_config/kitti_sequence_to_frames_file");
    }

    @Test
    void conversionsAndAugmentationsSayWhatBecomesOfTheirResults() {
        JobInputs.Dataset kitti = new JobInputs.Dataset("id", "object_detection", "kitti", Path.of("/data"));
        assertThat(plugin.outcomes(Action.AUGMENT, specs(Action.AUGMENT), kitti))
                .containsExactly(new DatasetOutcome.NewDataset("dataset", "kitti", true));
        assertThat(plugin.outcomes(Action.CONVERT, specs(Action.CONVERT), kitti)).containsExactlyInAnyOrder(
                new DatasetOutcome.Addition("tfrecords", "tfrecords"), new DatasetOutcome.Addition("classes.json", "classes.json"));
        ObjectNode toCoco = adapted(Action.ANNOTATION_FORMAT_CONVERT, facts("kitti"));
        assertThat(plugin.outcomes(Action.ANNOTATION_FORMAT_CONVERT, toCoco, kitti))
                .containsExactly(new DatasetOutcome.NewDataset("dataset", "coco", false));
    }

    private ObjectNode adapted(Action action, DatasetFacts facts) {
        return plugin.adaptDefaults(action, specs(action), facts);
    }

    private List<String> pointers(Action action, ObjectNode specs, String format) {
        return plugin.check(action, specs, facts(format)).stream().map(SpecFault::pointer).toList();
    }

    private static DatasetFacts facts(String format) {
        return DatasetFacts.ofOwn(new DatasetFacts.Facts("id", "object_detection", format, List.of("car"), Map.of("all", 3L)));
    }
}
