// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

/**
 * A gentle beginning: for some steps the rate is below what its policy says.
 *
 * @param kind how it rises
 * @param steps number of steps, at least 0; 0 is no warm-up
 * @param ratio share of the rate at the first step, above 0 and at most 1
 */
public record WarmUp(Kind kind, long steps, double ratio) {

    /** No warm-up. */
    public static final WarmUp NONE = new WarmUp(Kind.LINEAR, 0, 1);

    /** The forms of mmcv's {@code warmup}. */
    public enum Kind {
        CONSTANT,
        LINEAR,
        EXP
    }

    /** The factor on the rate at a step, from 0. */
    public double factor(long step) {
        if (step >= steps) {
            return 1;
        }
        double left = 1 - (double) step / steps;
        return switch (kind) {
            case CONSTANT -> ratio;
            case LINEAR -> 1 - left * (1 - ratio);
            case EXP -> Math.pow(ratio, left);
        };
    }
}
