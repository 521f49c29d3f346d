// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker.spec;

import dev.graft.spi.network.KeyMetric;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.TrainingOptions;
import dev.graft.torchkit.train.TrainingOptions.GradientClipping;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code train} section.
 *
 * @param seed of initial weights, order and augmentation
 * @param options what holds for every network
 * @param optimizer the optimiser
 * @param loss what is minimised
 * @param resumeFrom checkpoint of this job to go on from
 */
public record TrainSpec(
        long seed, TrainingOptions options, OptimizerSpec optimizer, LossSpec loss, Optional<Path> resumeFrom) {

    /**
     * Reads the section.
     *
     * @param model the section with the kinds of losses
     * @param sampler which losses batches are drawn for
     */
    public static TrainSpec read(Section train, Section model, DataSpec.Sampler sampler, KeyMetric keyMetric) {
        train.leave("results_dir");
        int gpus = Math.max(train.integer("num_gpus", 1, 0), train.numbers("gpu_ids").size());
        if (gpus > 1) {
            throw train.fault("num_gpus", "is " + gpus + "; a training uses one GPU or the CPU, set it to 1");
        }
        Section optim = train.section("optim");
        int interval = train.integer("checkpoint_interval", 1, 1);
        double clip = train.number("grad_clip", 0, 0, Double.MAX_VALUE);
        return new TrainSpec(
                optim.integer("seed", 1234, 0),
                new TrainingOptions(
                        train.integer("num_epochs", 120, 1),
                        interval,
                        interval,
                        0,
                        keyMetric,
                        clip == 0 ? Optional.empty() : Optional.of(new GradientClipping(clip, 2)),
                        Optional.empty()),
                OptimizerSpec.read(optim),
                LossSpec.read(model, optim, sampler),
                Paths.existing(train, "resume_training_checkpoint_path"));
    }
}
