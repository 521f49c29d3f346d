// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import java.util.List;

/** How a learning rate goes down from its base over a training: the policies of mmcv's {@code lr_config}, and those of TAO's Keras networks. */
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

    /**
     * Up along a straight line, then down along half a cosine: TAO's {@code cosine}.
     *
     * @param softStart share of the training in which it rises, 0 to below 1
     * @param leastRatio share of the base at both ends, 0 to 1
     */
    record SoftStartCosine(double softStart, double leastRatio) implements LearningRate {
        @Override
        public double at(double base, double done, double total) {
            double progress = Math.min(1, done / total);
            double least = base * leastRatio;
            double height = progress < softStart
                    ? progress / softStart
                    : 0.5 * (1 + Math.cos(Math.PI * (progress - softStart) / (1 - softStart)));
            return least + (base - least) * height;
        }
    }

    /**
     * Up along a straight line, then divided at each point: TAO's {@code soft_anneal}.
     *
     * @param softStart share of the training in which it rises, 0 to below 1
     * @param points shares of the training, 0 to 1
     * @param divider above 0
     */
    record SoftStartAnnealing(double softStart, List<Double> points, double divider) implements LearningRate {
        public SoftStartAnnealing {
            points = List.copyOf(points);
        }

        @Override
        public double at(double base, double done, double total) {
            double progress = Math.min(1, done / total);
            double rise = progress < softStart ? progress / softStart : 1;
            long passed = points.stream().filter(point -> progress > point).count();
            return base * rise / Math.pow(divider, passed);
        }
    }

    /**
     * Times {@code gamma} after each share of the training: TAO's {@code step}.
     *
     * @param gamma 0 to 1
     * @param percent the share, above 0 and at most 100
     */
    record PercentSteps(double gamma, double percent) implements LearningRate {
        @Override
        public double at(double base, double done, double total) {
            return base * Math.pow(gamma, Math.floor(100 * Math.min(1, done / total) / percent));
        }
    }

    /**
     * Another policy, divided by {@code 1 + decay x steps}: Keras's {@code decay}.
     *
     * @param policy the other
     * @param decay at least 0
     */
    record Decayed(LearningRate policy, double decay) implements LearningRate {
        @Override
        public double at(double base, double done, double total) {
            return policy.at(base, done, total) / (1 + decay * done);
        }
    }

    /**
     * Another policy with a gentle beginning that counts as the policy does: TAO's {@code WarmupMultiStepLR}, by epochs.
     *
     * @param policy the other
     * @param warmUp its steps are epochs where the policy counts epochs
     */
    record WarmedUp(LearningRate policy, WarmUp warmUp) implements LearningRate {
        @Override
        public double at(double base, double done, double total) {
            return policy.at(base, done, total) * warmUp.factor((long) done);
        }
    }
}
