// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.classificationtf2.worker.spec.DataSpec;
import dev.graft.plugin.classificationtf2.worker.spec.ModelSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.backbone.ChannelWidths;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The specs of a job that uses a model made before.
 *
 * @param data its dataset section
 * @param model its model section
 * @param classMap the class map of a dataset
 * @param json the specs as they came
 */
record JobSpecs(DataSpec data, ModelSpec model, Optional<Path> classMap, ObjectNode json) {

    private static final Logger LOG = Logger.getLogger(JobSpecs.class.getName());

    /** Reads the sections that all actions share, and leaves those of other actions. */
    static JobSpecs read(ObjectNode json, Section root) {
        root.leave("results_dir", "gpus", "data_format", "encryption_key", "train", "evaluate", "inference", "export", "prune",
                "gen_trt_engine");
        Optional<Path> classMap = Stream.of("/evaluate/classmap", "/inference/classmap")
                .map(pointer -> json.at(pointer).asText())
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .filter(Files::exists)
                .findFirst();
        return new JobSpecs(DataSpec.read(root.section("dataset")), ModelSpec.read(root.section("model")), classMap, json);
    }

    /** Describes a model by its metadata, or, if it does not describe itself, by what the specs say. */
    ModelDescription describe(Map<String, String> metadata) {
        ModelDescription description = ModelDescription.of(metadata)
                .orElseGet(() -> ModelDescription.of(json, classes(), ChannelWidths.PUBLISHED));
        differs("model.backbone", model.backbone(), description.backbone());
        differs("model.input_height and input_width", model.size(), description.model().size());
        data.classes().ifPresent(number -> differs("dataset.num_classes", number, description.classes().size()));
        return description;
    }

    private List<String> classes() {
        return classMap.map(ClassMap::read).orElseThrow(() -> new GraftException(
                StandardError.INVALID_SPECS,
                "the model does not name its classes, and there is no class map; assign a dataset with a " + ClassMap.NAME));
    }

    /** Says in the log where the specs differ from the model in use, which counts. */
    private static void differs(String name, Object given, Object used) {
        if (!given.equals(used)) {
            LOG.info(name + " of the specs is " + given + "; the model was trained as " + used + ", which is used");
        }
    }
}
