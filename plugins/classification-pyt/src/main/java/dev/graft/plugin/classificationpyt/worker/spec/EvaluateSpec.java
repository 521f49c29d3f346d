// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker.spec;

import dev.graft.torchkit.spec.Engines;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * The {@code evaluate} section.
 *
 * @param checkpoint the model: a checkpoint or an ONNX file
 * @param batchSize images at a time, at least 1
 * @param ks for which k the top-k accuracy is wanted
 */
public record EvaluateSpec(Path checkpoint, int batchSize, Set<Integer> ks) {

    private static final int DEFAULT_BATCH = 32;

    public EvaluateSpec {
        ks = Set.copyOf(ks);
    }

    /** Reads the section. */
    public static EvaluateSpec read(Section section) {
        section.leave("results_dir", "num_gpus", "exp_config");
        Path model = Engines.modelOf(section);
        TreeSet<Integer> ks = new TreeSet<>();
        section.numbers("topk").forEach(k -> {
            if (k < 1 || k != Math.rint(k)) {
                throw section.fault("topk", "is " + k + "; whole numbers from 1 on are allowed");
            }
            ks.add(k.intValue());
        });
        return new EvaluateSpec(model, section.integer("batch_size", DEFAULT_BATCH, 1), ks);
    }
}
