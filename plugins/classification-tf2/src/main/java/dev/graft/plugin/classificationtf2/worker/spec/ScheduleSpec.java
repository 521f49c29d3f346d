// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker.spec;

import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.LearningRate;
import dev.graft.torchkit.train.Schedule;
import dev.graft.torchkit.train.WarmUp;
import java.util.List;

/**
 * The {@code train.lr_config} section.
 *
 * @param policy how the learning rate goes up and down over the training
 */
public record ScheduleSpec(LearningRate policy) {

    private static final double LARGEST_START = 0.99;
    private static final List<Double> POINTS = List.of(0.33, 0.66, 0.88);

    static ScheduleSpec read(Section section, double decay) {
        // The service fills it from optim_config.lr, for NVIDIA's container.
        section.leave("learning_rate");
        double softStart = section.number("soft_start", 0.05, 0, LARGEST_START);
        double leastRatio = section.number("min_lr_ratio", 3e-5, 0, 1);
        List<Double> points = section.has("annealing_points") ? section.numbers("annealing_points") : POINTS;
        double divider = section.number("annealing_divider", 10, 1, Double.MAX_VALUE);
        double gamma = section.number("gamma", 1.5e-5, 0, 1);
        int stepSize = section.integer("step_size", 10, 1);
        String name = section.text("scheduler", "cosine");
        LearningRate policy = switch (name) {
            case "cosine" -> new LearningRate.SoftStartCosine(softStart, leastRatio);
            case "soft_anneal" -> new LearningRate.SoftStartAnnealing(softStart, points, divider);
            case "step" -> new LearningRate.PercentSteps(gamma, stepSize);
            default -> throw section.fault("scheduler", "is '" + name + "'; allowed are cosine, soft_anneal and step");
        };
        return new ScheduleSpec(decay == 0 ? policy : new LearningRate.Decayed(policy, decay));
    }

    /** The rate of each step. */
    public Schedule schedule(double base) {
        return new Schedule(base, policy, false, WarmUp.NONE);
    }
}
