// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker.spec;

import dev.graft.spi.network.KeyMetric;
import dev.graft.torchkit.action.Sharing;
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
 * @param sharing how many processes share it
 * @param options what holds for every network
 * @param optimizer the optimiser
 * @param loss what is minimised
 * @param resumeFrom checkpoint of this job to go on from
 */
public record TrainSpec(
        long seed, Sharing sharing, TrainingOptions options, OptimizerSpec optimizer, LossSpec loss, Optional<Path> resumeFrom) {

    /**
     * Reads the section.
     *
     * @param model the section with the kinds of losses
     * @param sampler which losses batches are drawn for
     */
    public static TrainSpec read(Section train, Section model, DataSpec.Sampler sampler, KeyMetric keyMetric) {
        train.leave("results_dir");
        Sharing sharing = Sharing.read(train);
        LossSpec loss = LossSpec.read(model, train.section("optim"), sampler);
        if (sharing.replicas() > 1 && loss.center().isPresent()) {
            throw train.fault("num_gpus", "is more than 1, but the centres of the centre loss follow the batches of one process; set it to 1");
        }
        Section optim = train.section("optim");
        int interval = train.integer("checkpoint_interval", 1, 1);
        double clip = train.number("grad_clip", 0, 0, Double.MAX_VALUE);
        return new TrainSpec(
                optim.integer("seed", 1234, 0),
                sharing,
                new TrainingOptions(
                        train.integer("num_epochs", 120, 1),
                        interval,
                        interval,
                        0,
                        keyMetric,
                        clip == 0 ? Optional.empty() : Optional.of(new GradientClipping(clip, 2)),
                        Optional.empty()),
                OptimizerSpec.read(optim),
                loss,
                Paths.existing(train, "resume_training_checkpoint_path"));
    }
}
