// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.classificationpyt.worker.spec.DataSpec;
import dev.graft.plugin.classificationpyt.worker.spec.ModelSpec;
import dev.graft.plugin.classificationpyt.worker.spec.SplitSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.data.ClassList;
import dev.graft.torchkit.spec.Section;
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
 * @param json the specs as they came
 */
record JobSpecs(DataSpec data, ModelSpec model, ObjectNode json) {

    private static final Logger LOG = Logger.getLogger(JobSpecs.class.getName());

    /** Reads the sections that all actions share, and leaves those of other actions. */
    static JobSpecs read(ObjectNode json, Section root) {
        root.leave("results_dir", "gpus", "train", "evaluate", "inference", "export", "gen_trt_engine", "prune", "encryption_key");
        return new JobSpecs(DataSpec.read(root.section("dataset")), ModelSpec.read(root.section("model")), json);
    }

    /** Describes a model by its metadata, or, if it does not describe itself, by what the specs say. */
    ModelDescription describe(Map<String, String> metadata) {
        return ModelDescription.of(metadata).orElseGet(this::description);
    }

    private ModelDescription description() {
        List<String> classes = Stream.of(data.val(), data.test(), data.train())
                .map(SplitSpec::classes)
                .flatMap(Optional::stream)
                .findFirst()
                .map(ClassList::read)
                .orElseThrow(() -> new GraftException(
                        StandardError.INVALID_SPECS,
                        "the model does not name its classes, and no dataset.data.*.classes is given; assign a dataset with a classes.txt"));
        return ModelDescription.of(json, classes);
    }

    /** Says in the log where the specs differ from the model in use, which counts. */
    void logDifferences(ModelDescription used) {
        differs("model.backbone.type", model.backbone(), used.model().backbone());
        if (model.head().classes().isPresent()) {
            differs("model.head.num_classes", model.head().classes().getAsInt(), used.classes().size());
        }
    }

    private static void differs(String name, Object given, Object used) {
        if (!given.equals(used)) {
            LOG.info(name + " of the specs is " + given + "; the model was trained as " + used + ", which is used");
        }
    }
}
