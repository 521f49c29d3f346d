// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker.spec;

import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.Adam;
import dev.graft.torchkit.train.Optimizer;
import dev.graft.torchkit.train.ParameterGroup;
import dev.graft.torchkit.train.RmsProp;
import dev.graft.torchkit.train.Sgd;
import java.util.List;

/**
 * The {@code train.optim_config} section.
 *
 * @param type which
 * @param learningRate the highest, at least 0
 * @param decay of the learning rate with each step
 * @param betas of Adam
 * @param rho of RMSprop
 * @param epsilon of RMSprop
 * @param momentum of SGD
 * @param nesterov of SGD
 */
public record OptimizerSpec(
        Type type,
        double learningRate,
        double decay,
        Adam.Betas betas,
        double rho,
        double epsilon,
        double momentum,
        boolean nesterov) {

    private static final double BELOW_ONE = 1 - 1e-9;

    /** Kinds of optimisers. */
    public enum Type {
        SGD,
        ADAM,
        RMSPROP
    }

    static OptimizerSpec read(Section section) {
        String name = section.text("optimizer", "sgd");
        double epsilon = section.number("epsilon", 1e-4, Double.MIN_NORMAL, 1);
        return new OptimizerSpec(
                switch (name) {
                    case "sgd" -> Type.SGD;
                    case "adam" -> Type.ADAM;
                    case "rmsprop" -> Type.RMSPROP;
                    default -> throw section.fault("optimizer", "is '" + name + "'; allowed are sgd, adam and rmsprop");
                },
                section.number("lr", 0.05, 0, 1),
                section.number("decay", 1e-4, 0, 1),
                new Adam.Betas(section.number("beta_1", 0.99, 0, BELOW_ONE), section.number("beta_2", 0.99, 0, BELOW_ONE), epsilon),
                section.number("rho", 0.5, 0, BELOW_ONE),
                epsilon,
                section.number("momentum", 0.99, 0, BELOW_ONE),
                section.flag("nesterov", true));
    }

    /** The optimiser of these weights. */
    public Optimizer create(List<ParameterGroup> groups) {
        return switch (type) {
            case SGD -> new Sgd(groups, momentum, nesterov && momentum > 0);
            case ADAM -> new Adam(groups, betas, false);
            case RMSPROP -> new RmsProp(groups, rho, epsilon);
        };
    }
}
