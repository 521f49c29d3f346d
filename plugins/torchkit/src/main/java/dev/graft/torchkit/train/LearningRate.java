// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import java.util.List;

/** How a learning rate goes down from its base over a training; the policies of mmcv's {@code lr_config}. */
public sealed interface LearningRate {

    /**
     * The rate at a point.
     *
     * @param base the optimiser's rate
     * @param done epochs or steps done, from 0
     * @param total epochs or steps in all
     */
    double at(double base, double done, double total);

    /** Always the base. */
    record Fixed() implements LearningRate {
        @Override
        public double at(double base, double done, double total) {
            return base;
        }
    }

    /**
     * Down to {@code least} along half a cosine (Loshchilov and Hutter 2017, without restarts).
     *
     * @param least the rate at the end; never above the base
     */
    record Cosine(double least) implements LearningRate {
        @Override
        public double at(double base, double done, double total) {
            double end = Math.min(least, base);
            return end + (base - end) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, done / total)));
        }
    }

    /**
     * Times {@code gamma} at each milestone.
     *
     * @param milestones epochs or steps, in rising order
     * @param gamma 0 to 1
     * @param least never below it
     */
    record Step(List<Double> milestones, double gamma, double least) implements LearningRate {
        public Step {
            milestones = List.copyOf(milestones);
        }

        @Override
        public double at(double base, double done, double total) {
            long passed = milestones.stream().filter(milestone -> done >= milestone).count();
            return Math.max(Math.min(least, base), base * Math.pow(gamma, passed));
        }
    }

    /**
     * Down to {@code least} along a power.
     *
     * @param power 1 is a straight line
     * @param least the rate at the end
     */
    record Poly(double power, double least) implements LearningRate {
        @Override
        public double at(double base, double done, double total) {
            return (base - least) * Math.pow(1 - Math.min(1, done / total), power) + least;
        }
    }
}
