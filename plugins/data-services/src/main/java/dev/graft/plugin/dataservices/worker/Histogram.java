// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import java.util.Collection;

/**
 * Counts of values by equal intervals.
 *
 * @param name what is counted, for people and as a metric's name
 * @param from lower end of the first interval
 * @param to upper end of the last; values beyond the ends are counted in the first and last interval
 * @param counts number of values in each interval; not copied, and never changed after construction
 */
record Histogram(String name, double from, double to, long[] counts) {

    /** Counts values. */
    static Histogram of(String name, double from, double to, int intervals, Collection<Double> values) {
        long[] counts = new long[intervals];
        for (double value : values) {
            int interval = (int) Math.floor((value - from) / (to - from) * intervals);
            counts[Math.max(0, Math.min(intervals - 1, interval))]++;
        }
        return new Histogram(name, from, to, counts);
    }

    /** Lower end of an interval. */
    double start(int interval) {
        return from + (to - from) * interval / counts.length;
    }
}
