// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker.spec;

import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.Adam;
import dev.graft.torchkit.train.Adamax;
import dev.graft.torchkit.train.LearningRate;
import dev.graft.torchkit.train.Optimizer;
import dev.graft.torchkit.train.ParameterGroup;
import dev.graft.torchkit.train.Schedule;
import dev.graft.torchkit.train.Sgd;
import dev.graft.torchkit.train.WarmUp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code train.optim} section, but for the losses.
 *
 * @param type which optimiser
 * @param learningRate after the warm-up, at least 0
 * @param biasFactor factor on the learning rate of biases
 * @param classifierFactor factor on the learning rate of the classification layer
 * @param weightDecay at least 0
 * @param biasDecay weight decay of biases
 * @param momentum of SGD; of the others the decay of the mean gradient
 * @param policy the learning rate over the epochs
 */
public record OptimizerSpec(
        Type type,
        double learningRate,
        double biasFactor,
        double classifierFactor,
        double weightDecay,
        double biasDecay,
        double momentum,
        LearningRate policy) {

    private static final double BELOW_ONE = 1 - 1e-9;
    private static final String CLASSIFIER = "classifier.";

    /** The normalisation in front of the classification layer has no shift, as published. */
    private static final String UNTRAINED = "bottleneck.bias";

    /** Kinds of optimisers. */
    public enum Type {
        ADAM,
        ADAMAX,
        SGD
    }

    static OptimizerSpec read(Section section) {
        section.leave("lr_monitor", "warmup_epochs");
        String name = section.text("name", "Adam");
        return new OptimizerSpec(
                switch (name) {
                    case "Adam" -> Type.ADAM;
                    case "Adamax" -> Type.ADAMAX;
                    case "SGD" -> Type.SGD;
                    default -> throw section.fault("name", "is '" + name + "'; allowed are Adam, SGD and Adamax");
                },
                section.number("base_lr", 0.00035, 0, Double.MAX_VALUE),
                section.number("bias_lr_factor", 1, 0, Double.MAX_VALUE),
                section.flag("large_fc_lr", false) ? 2 : 1,
                section.number("weight_decay", 0.0005, 0, Double.MAX_VALUE),
                section.number("weight_decay_bias", 0.0005, 0, Double.MAX_VALUE),
                section.number("momentum", 0.9, 0, BELOW_ONE),
                policy(section));
    }

    /** TAO's {@code WarmupMultiStepLR}: all of it counts epochs. */
    private static LearningRate policy(Section section) {
        List<Double> steps = section.has("lr_steps") ? section.numbers("lr_steps") : List.of(40.0, 70.0);
        String method = section.text("warmup_method", "linear");
        WarmUp.Kind kind =
                switch (method) {
                    case "linear" -> WarmUp.Kind.LINEAR;
                    case "constant" -> WarmUp.Kind.CONSTANT;
                    default -> throw section.fault("warmup_method", "is '" + method + "'; allowed are constant and linear");
                };
        WarmUp warmUp = new WarmUp(kind, section.integer("warmup_iters", 10, 0), section.number("warmup_factor", 0.01, 0, 1));
        return new LearningRate.WarmedUp(
                new LearningRate.Step(steps.stream().sorted().toList(), section.number("gamma", 0.1, 0, Double.MAX_VALUE), 0), warmUp);
    }

    /** The optimiser of these weights. */
    public Optimizer create(Map<String, Parameter> weights) {
        Map<String, Parameter> biases = new LinkedHashMap<>();
        Map<String, Parameter> classifier = new LinkedHashMap<>();
        Map<String, Parameter> others = new LinkedHashMap<>();
        weights.forEach((name, weight) -> {
            if (!name.equals(UNTRAINED)) {
                (name.startsWith(CLASSIFIER) ? classifier : name.contains("bias") ? biases : others).put(name, weight);
            }
        });
        List<ParameterGroup> groups = List.of(
                new ParameterGroup(others, 1, weightDecay),
                new ParameterGroup(biases, biasFactor, biasDecay),
                new ParameterGroup(classifier, classifierFactor, weightDecay));
        Adam.Betas betas = new Adam.Betas(momentum, Adam.Betas.DEFAULTS.beta2(), Adam.Betas.DEFAULTS.epsilon());
        return switch (type) {
            case ADAM -> new Adam(groups, betas, false);
            case ADAMAX -> new Adamax(groups, betas);
            case SGD -> new Sgd(groups, momentum, false);
        };
    }

    /** The learning rate. */
    public Schedule schedule() {
        return new Schedule(learningRate, policy, true, WarmUp.NONE);
    }
}
