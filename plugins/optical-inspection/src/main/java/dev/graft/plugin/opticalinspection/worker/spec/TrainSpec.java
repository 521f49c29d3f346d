// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.opticalinspection.worker.spec;

import dev.graft.spi.network.KeyMetric;
import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.Adam;
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
 * @param seed of initial weights and the order of pairs
 * @param options what holds for every network
 * @param adam whether the optimiser is Adam, otherwise SGD
 * @param learningRate at least 0
 * @param momentum of SGD, 0 to below 1
 * @param weightDecay at least 0
 * @param resumeFrom checkpoint of this job to go on from
 * @param pretrained weights to start from
 */
public record TrainSpec(
        int seed,
        TrainingOptions options,
        boolean adam,
        double learningRate,
        double momentum,
        double weightDecay,
        Optional<Path> resumeFrom,
        Optional<Path> pretrained) {

    private static final int DEFAULT_SEED = 1234;
    private static final int DEFAULT_EPOCHS = 30;
    private static final double DEFAULT_RATE = 0.0005;
    private static final double LARGEST_MOMENTUM = 1 - 1e-9;

    /** Reads the section. */
    public static TrainSpec read(Section section, KeyMetric keyMetric) {
        section.leave("results_dir");
        if (section.numbers("gpu_ids").size() > 1) {
            throw section.fault("gpu_ids", "names several GPUs; a training uses one GPU or the CPU, name one");
        }
        Section tensorboard = section.section("tensorboard");
        tensorboard.leave("infrequent_logging_frequency");
        if (tensorboard.flag("enabled", false)) {
            throw tensorboard.fault("enabled", "is true, but no events are written for TensorBoard; the curves are in the job's results");
        }
        String loss = section.text("loss", "contrastive");
        if (!loss.equals("contrastive")) {
            throw section.fault("loss", "is '" + loss + "'; the only loss is contrastive");
        }
        Section optim = section.section("optim");
        String type = optim.text("type", "Adam");
        if (!List.of("Adam", "SGD").contains(type)) {
            throw optim.fault("type", "is '" + type + "'; allowed are Adam and SGD");
        }
        boolean adam = type.equals("Adam");
        optim.leave("momentum");
        double clipping = section.number("clip_grad_norm", 0, 0, Double.MAX_VALUE);
        TrainingOptions options = new TrainingOptions(
                section.integer("num_epochs", DEFAULT_EPOCHS, 1),
                section.integer("validation_interval", 1, 1),
                section.integer("checkpoint_interval", 1, 1),
                0,
                keyMetric,
                clipping == 0 ? Optional.empty() : Optional.of(new GradientClipping(clipping, 2)),
                Optional.empty());
        return new TrainSpec(
                section.integer("seed", DEFAULT_SEED, Integer.MIN_VALUE),
                options,
                adam,
                optim.number("lr", DEFAULT_RATE, 0, 1),
                adam ? 0 : optim.number("momentum", 0, 0, LARGEST_MOMENTUM),
                optim.number("weight_decay", DEFAULT_RATE, 0, Double.MAX_VALUE),
                Paths.existing(section, "resume_training_checkpoint_path"),
                Paths.existing(section, "pretrained_model_path"));
    }

    /** The optimiser of these weights. */
    public Optimizer optimizer(Map<String, Parameter> parameters) {
        List<ParameterGroup> groups = List.of(new ParameterGroup(parameters, 1, weightDecay));
        return adam ? new Adam(groups, Adam.Betas.DEFAULTS, false) : new Sgd(groups, momentum, false);
    }

    /** Always the same rate. */
    public Schedule schedule() {
        return new Schedule(learningRate, new LearningRate.Fixed(), true, WarmUp.NONE);
    }
}
