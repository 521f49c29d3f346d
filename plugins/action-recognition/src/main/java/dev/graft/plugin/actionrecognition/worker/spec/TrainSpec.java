// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker.spec;

import dev.graft.spi.network.KeyMetric;
import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.LearningRate;
import dev.graft.torchkit.train.Optimizer;
import dev.graft.torchkit.train.ParameterGroup;
import dev.graft.torchkit.train.Schedule;
import dev.graft.torchkit.train.Sgd;
import dev.graft.torchkit.train.TrainingOptions;
import dev.graft.torchkit.train.TrainingOptions.GradientClipping;
import dev.graft.torchkit.train.WarmUp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code train} section.
 *
 * @param seed of initial weights, order, clips and augmentation
 * @param options what holds for every network
 * @param learningRate at least 0
 * @param momentum 0 to below 1
 * @param weightDecay at least 0
 * @param milestones epochs at which the rate is lowered
 * @param factor on the rate at each of them
 * @param resumeFrom checkpoint of this job to go on from
 */
public record TrainSpec(
        int seed,
        TrainingOptions options,
        double learningRate,
        double momentum,
        double weightDecay,
        List<Double> milestones,
        double factor,
        Optional<Path> resumeFrom) {

    private static final int DEFAULT_SEED = 1234;
    private static final double LARGEST_MOMENTUM = 1 - 1e-9;

    public TrainSpec {
        milestones = milestones.stream().sorted().toList();
    }

    /** Reads the section. */
    public static TrainSpec read(Section section, KeyMetric keyMetric) {
        section.leave("results_dir", "resume_checkpoint_path");
        if (section.numbers("gpu_ids").size() > 1 || section.integer("num_gpus", 1, 0) > 1) {
            throw section.fault("num_gpus", "and gpu_ids ask for several GPUs; a training uses one GPU or the CPU");
        }
        Section optim = section.section("optim");
        optim.leave("lr_monitor", "patience", "min_lr");
        String policy = optim.text("lr_scheduler", "MultiStep");
        if (!policy.equals("MultiStep")) {
            throw optim.fault("lr_scheduler", "is '" + policy + "'; the only schedule is MultiStep, with lr_steps and lr_decay");
        }
        double clipping = section.number("clip_grad_norm", 0, 0, Double.MAX_VALUE);
        TrainingOptions options = new TrainingOptions(
                section.integer("num_epochs", 20, 1),
                1,
                section.integer("checkpoint_interval", 1, 1),
                0,
                keyMetric,
                clipping == 0 ? Optional.empty() : Optional.of(new GradientClipping(clipping, 2)),
                Optional.empty());
        List<Double> steps = optim.numbers("lr_steps");
        return new TrainSpec(
                section.integer("seed", DEFAULT_SEED, Integer.MIN_VALUE),
                options,
                optim.number("lr", 0.001, 0, 1),
                optim.number("momentum", 0.9, 0, LARGEST_MOMENTUM),
                optim.number("weight_decay", 0.0001, 0, 1),
                steps.isEmpty() ? List.of(5.0, 15.0, 20.0) : steps,
                optim.number("lr_decay", 0.1, 0, 1),
                Paths.existing(section, "resume_training_checkpoint_path"));
    }

    /** The optimiser of these weights. */
    public Optimizer optimizer(Map<String, Parameter> parameters) {
        return new Sgd(List.of(new ParameterGroup(parameters, 1, weightDecay)), momentum, false);
    }

    /** Lowered at the milestones. */
    public Schedule schedule() {
        return new Schedule(learningRate, new LearningRate.Step(milestones, factor, 0), true, WarmUp.NONE);
    }
}
