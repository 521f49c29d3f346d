// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker.spec;

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
import dev.graft.torchkit.train.WarmUp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code train} section.
 *
 * @param seed of initial weights, order and augmentation
 * @param options what holds for every network
 * @param optimizer which
 * @param learningRate base of the schedule, at least 0
 * @param momentum of SGD, 0 to below 1
 * @param weightDecay at least 0
 * @param inSteps whether the rate falls in steps, otherwise along a straight line
 * @param losses what is minimised
 * @param resumeFrom checkpoint of this job to go on from
 * @param pretrained weights to start from
 */
public record TrainSpec(
        int seed,
        TrainingOptions options,
        Kind optimizer,
        double learningRate,
        double momentum,
        double weightDecay,
        boolean inSteps,
        Losses losses,
        Optional<Path> resumeFrom,
        Optional<Path> pretrained) {

    private static final int DEFAULT_SEED = 1234;
    private static final int DEFAULT_EPOCHS = 30;
    private static final double LARGEST_MOMENTUM = 1 - 1e-9;
    private static final double STEP = 0.1;
    private static final int STEPS = 3;

    /** Kinds of optimisers. */
    public enum Kind {
        ADAMW,
        ADAM,
        SGD
    }

    /**
     * What is minimised.
     *
     * @param scales weights of the segment outputs, coarsest first
     * @param contrastive whether task classify takes the contrastive loss, otherwise cross-entropy
     * @param classes weights of unchanged and changed pairs in cross-entropy
     */
    public record Losses(List<Double> scales, boolean contrastive, List<Double> classes) {

        /** Reads the sections {@code segment} and {@code classify} of {@code train}, which other actions have too. */
        public static Losses read(Section train) {
            Section segment = train.section("segment");
            String loss = segment.text("loss", "ce");
            if (!loss.equals("ce")) {
                throw segment.fault("loss", "is '" + loss + "'; the only loss is ce");
            }
            List<Double> scales = segment.numbers("weights");
            Section classify = train.section("classify");
            String own = classify.text("loss", "contrastive");
            if (!List.of("ce", "contrastive").contains(own)) {
                throw classify.fault("loss", "is '" + own + "'; allowed are ce and contrastive");
            }
            List<Double> classes = classify.numbers("cls_weight");
            if (!classes.isEmpty() && (classes.size() != 2 || classes.stream().anyMatch(weight -> weight < 0))) {
                throw classify.fault("cls_weight", "is " + classes + "; two weights of at least 0 are expected");
            }
            return new Losses(
                    scales.isEmpty() ? List.of(0.5, 0.5, 0.5, 0.8, 1.0) : scales,
                    own.equals("contrastive"),
                    classes.isEmpty() ? List.of(1.0, 10.0) : classes);
        }
    }

    /** Reads the section. */
    public static TrainSpec read(Section section, KeyMetric keyMetric) {
        section.leave("results_dir");
        Section tensorboard = section.section("tensorboard");
        tensorboard.leave("infrequent_logging_frequency");
        if (tensorboard.flag("enabled", false)) {
            throw tensorboard.fault("enabled", "is true, but no events are written for TensorBoard; the curves are in the job's results");
        }
        Section optim = section.section("optim");
        optim.leave("monitor_name", "momentum");
        String name = optim.text("optim", "adamw");
        Kind kind = switch (name) {
            case "adamw" -> Kind.ADAMW;
            case "adam" -> Kind.ADAM;
            case "sgd" -> Kind.SGD;
            default -> throw optim.fault("optim", "is '" + name + "'; allowed are adamw, adam and sgd");
        };
        String policy = optim.text("policy", "linear");
        if (!List.of("linear", "step").contains(policy)) {
            throw optim.fault("policy", "is '" + policy + "'; allowed are linear and step");
        }
        TrainingOptions options = new TrainingOptions(
                section.integer("num_epochs", DEFAULT_EPOCHS, 1),
                section.integer("val_interval", 1, 1),
                section.integer("checkpoint_interval", 1, 1),
                0,
                keyMetric,
                Optional.empty(),
                Optional.empty());
        return new TrainSpec(
                section.integer("seed", DEFAULT_SEED, Integer.MIN_VALUE),
                options,
                kind,
                optim.number("lr", 0.0001, 0, 1),
                kind == Kind.SGD ? optim.number("momentum", 0.9, 0, LARGEST_MOMENTUM) : 0,
                optim.number("weight_decay", 0.01, 0, Double.MAX_VALUE),
                policy.equals("step"),
                Losses.read(section),
                Paths.existing(section, "resume_training_checkpoint_path"),
                Paths.existing(section, "pretrained_model_path"));
    }

    /** The optimiser of these weights. */
    public Optimizer create(Map<String, Parameter> parameters) {
        List<ParameterGroup> groups = List.of(new ParameterGroup(parameters, 1, weightDecay));
        return optimizer == Kind.SGD
                ? new Sgd(groups, momentum, false)
                : new Adam(groups, Adam.Betas.DEFAULTS, optimizer == Kind.ADAMW);
    }

    /** Down to nothing after the last epoch along a straight line, or to a tenth after each third of the epochs. */
    public Schedule schedule() {
        int epochs = options.maxEpochs();
        double third = Math.max(1, epochs / STEPS);
        LearningRate policy = inSteps
                ? new LearningRate.Step(List.of(third, 2 * third, 3 * third), STEP, 0)
                : new LearningRate.Poly(1, learningRate / (epochs + 1));
        return new Schedule(learningRate, policy, true, WarmUp.NONE);
    }
}
