// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker.spec;

import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.Adam;
import dev.graft.torchkit.train.Optimizer;
import dev.graft.torchkit.train.ParameterGroup;
import dev.graft.torchkit.train.ParameterRules;
import dev.graft.torchkit.train.Sgd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The {@code optimizer} section.
 *
 * @param type which
 * @param learningRate base of the schedule, at least 0
 * @param weightDecay at least 0
 * @param momentum of SGD, 0 to below 1
 * @param nesterov of SGD
 * @param betas of Adam and AdamW
 * @param rules exceptions for some weights
 */
public record OptimizerSpec(
        Type type,
        double learningRate,
        double weightDecay,
        double momentum,
        boolean nesterov,
        Adam.Betas betas,
        ParameterRules rules) {

    private static final double LARGEST_BETA = 1 - 1e-9;

    /** Kinds of optimisers. */
    public enum Type {
        ADAMW,
        ADAM,
        SGD
    }

    static OptimizerSpec read(Section section, Section outerRules) {
        String name = section.text("type", "AdamW");
        Type type = switch (name) {
            case "AdamW" -> Type.ADAMW;
            case "Adam" -> Type.ADAM;
            case "SGD" -> Type.SGD;
            default -> throw section.fault("type", "is '" + name + "'; allowed are AdamW, Adam and SGD");
        };
        boolean sgd = type == Type.SGD;
        return new OptimizerSpec(
                type,
                section.number("lr", 0.001, 0, 1),
                section.number("weight_decay", 0.05, 0, Double.MAX_VALUE),
                sgd ? section.number("momentum", 0, 0, LARGEST_BETA) : 0,
                sgd && section.flag("nesterov", false),
                sgd ? Adam.Betas.DEFAULTS : betas(section),
                rules(section.has("paramwise_cfg") ? section.section("paramwise_cfg") : outerRules));
    }

    /** The optimiser of the given weights; {@code nameForRules} is the name by which the rules know a weight. */
    public Optimizer create(Map<String, Parameter> weights, UnaryOperator<String> nameForRules) {
        List<ParameterGroup> groups = rules.groups(weights, weightDecay, nameForRules);
        return switch (type) {
            case SGD -> new Sgd(groups, momentum, nesterov);
            case ADAM -> new Adam(groups, betas, false);
            case ADAMW -> new Adam(groups, betas, true);
        };
    }

    private static Adam.Betas betas(Section section) {
        List<Double> given = section.numbers("betas");
        if (given.isEmpty()) {
            given = List.of(Adam.Betas.DEFAULTS.beta1(), Adam.Betas.DEFAULTS.beta2());
        }
        if (given.size() != 2 || given.stream().anyMatch(beta -> !(beta >= 0 && beta < 1))) {
            throw section.fault("betas", "is " + given + "; two numbers from 0 to below 1 are expected");
        }
        double epsilon = section.number("eps", Adam.Betas.DEFAULTS.epsilon(), Double.MIN_NORMAL, 1);
        return new Adam.Betas(given.get(0), given.get(1), epsilon);
    }

    private static ParameterRules rules(Section section) {
        Map<String, ParameterRules.Factors> custom = new LinkedHashMap<>();
        Section keys = section.section("custom_keys");
        for (String key : keys.names()) {
            Section factors = keys.section(key);
            custom.put(
                    key,
                    new ParameterRules.Factors(
                            factors.number("lr_mult", 1, 0, Double.MAX_VALUE),
                            factors.number("decay_mult", 1, 0, Double.MAX_VALUE)));
        }
        return new ParameterRules(
                section.number("norm_decay_mult", 1, 0, Double.MAX_VALUE),
                section.number("bias_decay_mult", 1, 0, Double.MAX_VALUE),
                custom);
    }
}
