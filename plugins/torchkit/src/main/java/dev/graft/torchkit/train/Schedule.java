// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

/**
 * The learning rate of each step of a training.
 *
 * @param base the optimiser's rate, at least 0
 * @param policy how it goes down
 * @param byEpoch whether the policy counts epochs, so that the rate stays for a whole epoch; otherwise steps
 * @param warmUp its beginning, always by steps
 */
public record Schedule(double base, LearningRate policy, boolean byEpoch, WarmUp warmUp) {

    /**
     * The rate of a step.
     *
     * @param step from 0
     * @param stepsPerEpoch at least 1
     * @param epochs epochs in all, at least 1
     */
    public double at(long step, int stepsPerEpoch, int epochs) {
        double rate = byEpoch
                ? policy.at(base, Math.floorDiv(step, stepsPerEpoch), epochs)
                : policy.at(base, step, (double) stepsPerEpoch * epochs);
        return rate * warmUp.factor(step);
    }
}
