// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.job.JobResult;
import dev.graft.job.run.BestEpoch;
import dev.graft.spi.network.KeyMetric;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * What a trial is worth.
 *
 * @param value value of the metric
 * @param epoch the epoch that it is of
 * @param curve values of the metric by epoch
 */
record TrialScore(double value, long epoch, SortedMap<Long, Double> curve) {

    TrialScore {
        curve = Collections.unmodifiableSortedMap(new TreeMap<>(curve));
    }

    /** Values of a metric by epoch, in the curves and the KPIs of a result; the KPIs win. */
    static SortedMap<Long, Double> curve(JobResult result, KeyMetric metric) {
        SortedMap<Long, Double> values = new TreeMap<>();
        result.graphical().stream().filter(curve -> curve.metric().equals(metric.name())).forEach(curve -> values.putAll(curve.values()));
        result.kpi().stream().filter(kpi -> kpi.metric().equals(metric.name())).forEach(kpi -> values.putAll(kpi.values()));
        return values;
    }

    /**
     * The best value, of the epochs with a checkpoint where there are any.
     *
     * @return empty if the result has no value of the metric
     */
    static Optional<TrialScore> best(JobResult result, KeyMetric metric, LongPredicate hasCheckpoint) {
        OptionalLong stored = BestEpoch.in(result, metric, hasCheckpoint);
        OptionalLong epoch = stored.isPresent() ? stored : BestEpoch.in(result, metric, any -> true);
        SortedMap<Long, Double> curve = curve(result, metric);
        return epoch.isPresent()
                ? Optional.of(new TrialScore(curve.get(epoch.getAsLong()), epoch.getAsLong(), curve))
                : Optional.empty();
    }

    /** The last value: what a rung ended with. */
    static Optional<TrialScore> last(JobResult result, KeyMetric metric) {
        SortedMap<Long, Double> curve = curve(result, metric);
        return curve.isEmpty() ? Optional.empty() : Optional.of(new TrialScore(curve.get(curve.lastKey()), curve.lastKey(), curve));
    }
}
