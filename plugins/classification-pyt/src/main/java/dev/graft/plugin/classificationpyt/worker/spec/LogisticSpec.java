// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker.spec;

import dev.graft.torchkit.spec.Section;

/**
 * The {@code model.head.lr_head} section, with the meaning of scikit-learn's LogisticRegression.
 *
 * @param c inverse strength of the regularisation, above 0
 * @param maxIterations most steps of the solver, at least 1
 * @param balanced whether each class weighs the same, however many samples it has
 */
public record LogisticSpec(double c, int maxIterations, boolean balanced) {

    static LogisticSpec read(Section section) {
        String weight = section.text("class_weight", "balanced");
        if (!weight.equals("balanced") && !weight.equals("none") && !weight.equals("None")) {
            throw section.fault("class_weight", "is '" + weight + "'; allowed are balanced and none");
        }
        double c = section.number("C", 0.316, 0, Double.MAX_VALUE);
        if (c == 0) {
            throw section.fault("C", "is 0; it has to be above");
        }
        return new LogisticSpec(c, section.integer("max_iter", 10_000, 1), weight.equals("balanced"));
    }
}
