// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.objectdetection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.dataset.DatasetOutcome;
import dev.graft.spi.described.DescribedDataset;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchRequest;
import dev.graft.spi.spec.DatasetFacts;
import dev.graft.spi.spec.SpecFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pf4j.Extension;

/** The actions of object detection datasets. */
@Extension
public final class ObjectDetection extends DescribedDataset {

    private static final String KITTI = "kitti";
    private static final String COCO_FILE = "annotations.json";

    @Override
    public ObjectNode adaptDefaults(Action action, ObjectNode defaults, DatasetFacts datasets) {
        datasets.own().map(DatasetFacts.Facts::format).ifPresent(format -> {
            switch (action) {
                case ANALYZE, VALIDATE -> data(defaults).put("input_format", upper(format));
                case AUGMENT -> data(defaults).put("dataset_type", format);
                case ANNOTATION_FORMAT_CONVERT -> data(defaults)
                        .put("input_format", upper(format))
                        .put("output_format", format.equals("coco") ? "KITTI" : "COCO");
                default -> {}
            }
        });
        return defaults;
    }

    @Override
    public List<SpecFault> check(Action action, ObjectNode specs, DatasetFacts datasets) {
        List<SpecFault> faults = new ArrayList<>();
        datasets.own().map(DatasetFacts.Facts::format).ifPresent(format -> checkFormat(action, specs, format, faults));
        if (action == Action.ANALYZE && specs.at("/wandb/visualize").asBoolean()) {
            faults.add(new SpecFault("/wandb/visualize", "is true, but workers send nothing to Weights & Biases; the graphs are in the"
                    + " results, so set it to false"));
        }
        if (action == Action.CONVERT) {
            checkPartitions(specs.path("kitti_config"), faults);
        }
        if (action == Action.AUGMENT) {
            specs.at("/spatial_aug/rotation/angle").forEach(angle -> {
                if (!angle.isNumber()) {
                    faults.add(new SpecFault("/spatial_aug/rotation/angle", "has " + angle + " where an angle in degrees is expected"));
                }
            });
        }
        return List.copyOf(faults);
    }

    private static void checkFormat(Action action, ObjectNode specs, String format, List<SpecFault> faults) {
        String given = specs.at("/data/input_format").asText(upper(format));
        String type = specs.at("/data/dataset_type").asText(format);
        // An analysis may read the labels of a conversion instead of the dataset's own.
        boolean own = action == Action.VALIDATE || action == Action.ANNOTATION_FORMAT_CONVERT;
        if (own && !given.equals(upper(format))) {
            faults.add(new SpecFault("/data/input_format", "is " + given + ", but the dataset is of format " + format
                    + "; leave it out"));
        }
        if (action == Action.AUGMENT && !type.equals(format)) {
            faults.add(new SpecFault("/data/dataset_type", "is " + type + ", but the dataset is of format " + format + "; leave it out"));
        }
        if (action == Action.ANNOTATION_FORMAT_CONVERT && specs.at("/data/output_format").asText().equals(given)) {
            faults.add(new SpecFault("/data/output_format", "is " + given + " like the input; set it to another format"));
        }
    }

    private static void checkPartitions(JsonNode config, List<SpecFault> faults) {
        boolean random = config.path("partition_mode").asText("random").equals("random");
        if (random && config.path("num_partitions").asInt(2) != 2) {
            faults.add(new SpecFault("/kitti_config/num_partitions", "is " + config.path("num_partitions")
                    + ", but partition mode random has always 2; set it to 2, or the mode to sequence"));
        }
        if (!random && config.path("kitti_sequence_to_frames_file").asText().isEmpty()) {
            faults.add(new SpecFault(
                    "/kitti_config/kitti_sequence_to_frames_file",
                    "is missing; partition mode sequence needs the file in the dataset that names the pictures of each sequence"));
        }
    }

    @Override
    protected void adjust(LaunchRequest request, ObjectNode specs) {
        request.inputs().own().ifPresent(own -> {
            Path labels = own.folder().resolve(own.format().equals(KITTI) ? "labels" : COCO_FILE);
            switch (request.action()) {
                case KMEANS -> specs.put("label_path", labels.toString()).put("format", own.format());
                case AUGMENT, VALIDATE -> data(specs).put("ann_path", labels.toString());
                case ANALYZE -> useLabels(request.inputs().parent(), labels, own.format(), data(specs));
                default -> {}
            }
        });
    }

    private static void useLabels(Optional<JobInputs.Parent> parent, Path labels, String format, ObjectNode data) {
        Optional<Path> converted = parent.map(job -> job.resultsDir().resolve(COCO_FILE)).filter(Files::isRegularFile);
        data.put("input_format", converted.isPresent() ? "COCO" : upper(format));
        data.put("ann_path", converted.orElse(labels).toString());
    }

    @Override
    public List<DatasetOutcome> outcomes(Action action, ObjectNode specs, JobInputs.Dataset own) {
        if (action == Action.ANNOTATION_FORMAT_CONVERT) {
            String format = specs.at("/data/output_format").asText("KITTI").toLowerCase(Locale.ROOT);
            return List.of(new DatasetOutcome.NewDataset("dataset", format, false));
        }
        return super.outcomes(action, specs, own);
    }

    private static ObjectNode data(ObjectNode specs) {
        return specs.get("data") instanceof ObjectNode data ? data : specs.putObject("data");
    }

    private static String upper(String format) {
        return format.toUpperCase(Locale.ROOT);
    }
}
