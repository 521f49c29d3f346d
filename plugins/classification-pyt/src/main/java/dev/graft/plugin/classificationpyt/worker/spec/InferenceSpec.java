// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker.spec;

import dev.graft.torchkit.spec.Engines;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;

/**
 * The {@code inference} section.
 *
 * @param checkpoint the model: a checkpoint or an ONNX file
 * @param batchSize images at a time, at least 1
 */
public record InferenceSpec(Path checkpoint, int batchSize) {

    /** Reads the section. */
    public static InferenceSpec read(Section section) {
        section.leave("results_dir", "num_gpus", "exp_config");
        return new InferenceSpec(Engines.modelOf(section), section.integer("batch_size", 1, 1));
    }
}
