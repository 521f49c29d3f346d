// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.opticalinspection.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.opticalinspection.worker.spec.ModelSpec;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.pair.ContrastiveCriterion;
import dev.graft.torchkit.pair.PairReader;
import dev.graft.torchkit.pair.PairSpec;
import dev.graft.torchkit.spec.Section;
import java.util.Map;

/**
 * The specs that all actions share.
 *
 * @param model the {@code model} section
 * @param data the {@code dataset} section
 * @param description the network as these specs say
 */
record JobSpecs(ModelSpec model, PairSpec data, ModelDescription description) {

    /** Reads the shared sections, and leaves those of other actions. */
    static JobSpecs read(ObjectNode json, Section root) {
        root.leave("version", "results_dir", "encryption_key", "train", "evaluate", "inference", "export", "gen_trt_engine");
        return new JobSpecs(
                ModelSpec.read(root.section("model")), PairSpec.read(root.section("dataset")), ModelDescription.of(json));
    }

    /** Describes a model by its metadata, or, if it does not describe itself, by these specs. */
    ModelDescription describe(Map<String, String> metadata) {
        return ModelDescription.of(metadata, description);
    }

    /** The pairs of this job, prepared as the model wants them. */
    PairReader reader(ModelDescription used, String split, boolean labelled, UnreadableImages unreadable) {
        PairSpec pairs = new PairSpec(
                data.splits(),
                used.data().layout(),
                used.data().normalize(),
                data.batchSize(),
                data.threads(),
                data.defectShare(),
                data.pointer());
        return pairs.reader(split, labelled, unreadable);
    }

    /** The threshold of this job's margin, which may be another than that of the training. */
    ContrastiveCriterion criterion() {
        return model.criterion();
    }
}
