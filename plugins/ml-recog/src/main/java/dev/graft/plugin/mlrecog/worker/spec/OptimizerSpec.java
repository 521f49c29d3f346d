// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker.spec;

import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.Adam;
import dev.graft.torchkit.train.LearningRate;
import dev.graft.torchkit.train.Optimizer;
import dev.graft.torchkit.train.ParameterGroup;
import dev.graft.torchkit.train.Schedule;
import dev.graft.torchkit.train.Sgd;
import dev.graft.torchkit.train.WarmUp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code train.optim} section.
 *
 * @param type which optimiser
 * @param trunk how the backbone learns
 * @param embedder how the embedder learns
 * @param policy the learning rate over the epochs
 */
public record OptimizerSpec(Type type, Part trunk, Part embedder, LearningRate policy) {

    private static final double BELOW_ONE = 1 - 1e-9;

    /** Kinds of optimisers. */
    public enum Type {
        ADAM,
        ADAMW,
        SGD
    }

    /**
     * How a part of the network learns.
     *
     * @param learningRate at least 0
     * @param biasFactor factor on the learning rate of biases
     * @param weightDecay at least 0
     * @param biasDecay weight decay of biases
     * @param momentum of SGD
     */
    public record Part(double learningRate, double biasFactor, double weightDecay, double biasDecay, double momentum) {

        static Part read(Section section) {
            return new Part(
                    section.number("base_lr", 0.00035, 0, Double.MAX_VALUE),
                    section.number("bias_lr_factor", 1, 0, Double.MAX_VALUE),
                    section.number("weight_decay", 0.0005, 0, Double.MAX_VALUE),
                    section.number("weight_decay_bias", 0.0005, 0, Double.MAX_VALUE),
                    section.number("momentum", 0.9, 0, BELOW_ONE));
        }

        private List<ParameterGroup> groups(Map<String, Parameter> weights, String prefix, double base) {
            Map<String, Parameter> biases = new LinkedHashMap<>();
            Map<String, Parameter> others = new LinkedHashMap<>();
            weights.forEach((name, weight) -> {
                if (name.startsWith(prefix)) {
                    (name.contains("bias") ? biases : others).put(name, weight);
                }
            });
            double factor = learningRate / base;
            return List.of(
                    new ParameterGroup(others, factor, weightDecay), new ParameterGroup(biases, factor * biasFactor, biasDecay));
        }
    }

    static OptimizerSpec read(Section section) {
        Part trunk = Part.read(section.section("trunk"));
        Part embedder = Part.read(section.section("embedder"));
        String name = section.text("name", "Adam");
        Type type =
                switch (name) {
                    case "Adam" -> Type.ADAM;
                    case "AdamW" -> Type.ADAMW;
                    // The reference's options misspell it.
                    case "SGD", "SDG" -> Type.SGD;
                    default -> throw section.fault("name", "is '" + name + "'; allowed are Adam, AdamW and SGD");
                };
        if (type == Type.SGD && trunk.momentum() != embedder.momentum()) {
            throw section.fault(
                    "embedder/momentum",
                    "is " + embedder.momentum() + ", that of the trunk " + trunk.momentum() + "; set both to the same value");
        }
        return new OptimizerSpec(type, trunk, embedder, policy(section));
    }

    /** TAO's {@code WarmupMultiStepLR}: all of it counts epochs. */
    private static LearningRate policy(Section section) {
        List<Double> steps = section.has("steps") ? section.numbers("steps") : List.of(40.0, 70.0);
        String method = section.text("warmup_method", "linear");
        WarmUp.Kind kind =
                switch (method) {
                    case "linear" -> WarmUp.Kind.LINEAR;
                    case "constant" -> WarmUp.Kind.CONSTANT;
                    default -> throw section.fault("warmup_method", "is '" + method + "'; allowed are linear and constant");
                };
        WarmUp warmUp = new WarmUp(kind, section.integer("warmup_iters", 10, 0), section.number("warmup_factor", 0.01, 0, 1));
        return new LearningRate.WarmedUp(
                new LearningRate.Step(steps.stream().sorted().toList(), section.number("gamma", 0.1, 0, 1), 0), warmUp);
    }

    /** The optimiser of these weights of a recognition network. */
    public Optimizer create(Map<String, Parameter> weights) {
        List<ParameterGroup> groups = new ArrayList<>(trunk.groups(weights, "trunk.", base()));
        groups.addAll(embedder.groups(weights, "embedder.", base()));
        return switch (type) {
            case ADAM -> new Adam(groups, Adam.Betas.DEFAULTS, false);
            case ADAMW -> new Adam(groups, Adam.Betas.DEFAULTS, true);
            case SGD -> new Sgd(groups, trunk.momentum(), false);
        };
    }

    /** The learning rate of the faster part. */
    public Schedule schedule() {
        return new Schedule(base(), policy, true, WarmUp.NONE);
    }

    private double base() {
        double faster = Math.max(trunk.learningRate(), embedder.learningRate());
        return faster == 0 ? 1 : faster;
    }
}
