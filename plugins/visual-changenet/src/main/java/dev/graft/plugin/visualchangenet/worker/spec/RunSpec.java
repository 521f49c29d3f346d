// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker.spec;

import dev.graft.torchkit.spec.Engines;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;

/**
 * The {@code evaluate} or {@code inference} section.
 *
 * @param model a checkpoint or an ONNX file
 * @param batchSize pairs at a time, at least 1
 * @param drawEvery batches between two that are drawn, at least 1
 */
public record RunSpec(Path model, int batchSize, int drawEvery) {

    private static final int DEFAULT_BATCH = 8;

    /** Reads the section. */
    public static RunSpec read(Section section) {
        section.leave("results_dir");
        if (section.integer("num_gpus", 1, 0) > 1) {
            throw section.fault("num_gpus", "is more than 1; a job uses one GPU or the CPU, set it to 1");
        }
        return new RunSpec(
                Engines.modelOf(section),
                section.integer("batch_size", DEFAULT_BATCH, 1),
                section.integer("vis_after_n_batches", 1, 1));
    }
}
