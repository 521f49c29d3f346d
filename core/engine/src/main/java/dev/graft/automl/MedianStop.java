// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.spi.network.KeyMetric;
import java.util.List;
import java.util.SortedMap;

/**
 * The median stopping rule (Golovin et al., Google Vizier, KDD 2017): a trial is stopped when its best value so far is worse than the median,
 * over the trials that got as far, of their running averages up to the same epoch.
 *
 * @param metric which direction is better
 */
record MedianStop(KeyMetric metric) {

    /** How many trials must have got as far. */
    private static final int LEAST_TRIALS = 5;

    /** The part of the training that every trial gets. */
    private static final int SHELTERED = 4;

    /**
     * Whether a trial should be stopped.
     *
     * @param curve its values by epoch
     * @param others the curves of trials that have ended with a value
     * @param length how many epochs it would train
     */
    boolean stops(SortedMap<Long, Double> curve, List<SortedMap<Long, Double>> others, long length) {
        if (curve.isEmpty() || curve.lastKey() * SHELTERED < length || curve.lastKey() >= length) {
            return false;
        }
        long epoch = curve.lastKey();
        double[] averages = others.stream()
                .filter(other -> !other.isEmpty() && other.lastKey() >= epoch && other.firstKey() <= epoch)
                .mapToDouble(other -> average(other.headMap(epoch + 1)))
                .sorted()
                .toArray();
        return averages.length >= LEAST_TRIALS && metric.isBetter(median(averages), best(curve));
    }

    private double best(SortedMap<Long, Double> curve) {
        return curve.values().stream().reduce((one, two) -> metric.isBetter(two, one) ? two : one).orElseThrow();
    }

    private static double average(SortedMap<Long, Double> curve) {
        return curve.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
