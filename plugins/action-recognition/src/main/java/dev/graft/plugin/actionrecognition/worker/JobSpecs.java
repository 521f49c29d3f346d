// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker;

import dev.graft.plugin.actionrecognition.worker.spec.DataSpec;
import dev.graft.plugin.actionrecognition.worker.spec.ModelSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.spec.Section;
import java.util.Map;

/**
 * The specs that all actions share.
 *
 * @param model the {@code model} section
 * @param data the {@code dataset} section
 */
record JobSpecs(ModelSpec model, DataSpec data) {

    /** Reads the shared sections, and leaves those of other actions. */
    static JobSpecs read(Section root) {
        root.leave("version", "results_dir", "encryption_key", "train", "evaluate", "inference", "export");
        return new JobSpecs(ModelSpec.read(root.section("model")), DataSpec.read(root.section("dataset")));
    }

    /** Describes a model by its metadata. Without its classes a model cannot be used. */
    static ModelDescription describe(Map<String, String> metadata) {
        return ModelDescription.of(metadata).orElseThrow(() -> new GraftException(
                StandardError.INVALID_PARENT, "the model does not name its classes; run the job after a train or export job"));
    }
}
