// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.network;

import java.util.Objects;

/**
 * The number that tells which checkpoint of a network is the best.
 *
 * @param name as it appears under {@code kpi} in status lines, for example {@code accuracy_top-1}
 * @param goal whether a larger or a smaller value is better
 */
public record KeyMetric(String name, Goal goal) {

    /** The better direction of a metric. */
    public enum Goal {
        MAXIMIZE,
        MINIMIZE
    }

    public KeyMetric {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(goal, "goal");
    }

    /** Whether {@code candidate} is strictly better than {@code incumbent}; a NaN is never better. */
    public boolean isBetter(double candidate, double incumbent) {
        return goal == Goal.MAXIMIZE ? candidate > incumbent : candidate < incumbent;
    }
}
