// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker.spec;

import dev.graft.torchkit.spec.Engines;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code evaluate} section.
 *
 * @param checkpoint the model: a checkpoint or an ONNX file
 * @param images folder of the images; otherwise those for validation
 * @param batchSize images at a time, at least 1
 * @param loaderThreads threads that prepare images, at most
 * @param topK for which k the top-k accuracy is wanted
 */
public record EvaluateSpec(Path checkpoint, Optional<Path> images, int batchSize, int loaderThreads, int topK) {

    /** Reads the section. */
    public static EvaluateSpec read(Section section) {
        section.leave("results_dir", "classmap");
        return new EvaluateSpec(
                Engines.modelOf(section),
                section.text("dataset_path").map(Path::of),
                batchSize(section),
                section.integer("n_workers", 1, 1),
                section.integer("top_k", 3, 1));
    }

    /** The batch size, which inference has in common. */
    public static int batchSize(Section section) {
        return section.integer("batch_size", 1, 1);
    }
}
