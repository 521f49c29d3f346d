// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.reidentification.worker.spec.DataSpec;
import dev.graft.plugin.reidentification.worker.spec.ModelSpec;
import dev.graft.torchkit.spec.Section;
import java.util.Map;
import java.util.logging.Logger;

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
        root.leave("version", "results_dir", "encryption_key", "train", "evaluate", "inference", "export", "re_ranking");
        return new JobSpecs(DataSpec.read(root.section("dataset")), ModelSpec.read(root.section("model")), json);
    }

    /** Describes a model by its metadata, or, if it does not describe itself, by what the specs say. */
    ModelDescription describe(Map<String, String> metadata) {
        ModelDescription description = ModelDescription.of(metadata).orElseGet(() -> ModelDescription.of(json));
        differs("model.backbone", model.backbone(), description.model().backbone());
        differs("model.input_height and input_width", model.size(), description.model().size());
        differs("model.feat_dim", model.features(), description.model().features());
        return description;
    }

    /** Says in the log where the specs differ from the model in use, which counts. */
    private static void differs(String name, Object given, Object used) {
        if (!given.equals(used)) {
            LOG.info(name + " of the specs is " + given + "; the model was trained as " + used + ", which is used");
        }
    }
}
