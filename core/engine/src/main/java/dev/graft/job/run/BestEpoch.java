// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.job.JobResult;
import dev.graft.spi.network.KeyMetric;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/** The best epoch of a training by what it reported, as TAO 5.3 chooses it. */
public final class BestEpoch {

    private BestEpoch() {}

    /**
     * The epoch with the best value of a metric, in the curves and then the KPIs, which win; of equal ones the later.
     *
     * @param candidates epochs that count, those with a checkpoint
     */
    public static OptionalLong in(JobResult result, KeyMetric metric, LongPredicate candidates) {
        Map<Long, Double> values = new HashMap<>();
        result.graphical().stream().filter(curve -> curve.metric().equals(metric.name())).forEach(curve -> values.putAll(curve.values()));
        result.kpi().stream().filter(kpi -> kpi.metric().equals(metric.name())).forEach(kpi -> values.putAll(kpi.values()));
        OptionalLong best = OptionalLong.empty();
        for (long epoch : values.keySet().stream().mapToLong(Long::longValue).sorted().toArray()) {
            boolean worse = best.isPresent() && metric.isBetter(values.get(best.getAsLong()), values.get(epoch));
            if (candidates.test(epoch) && !worse) {
                best = OptionalLong.of(epoch);
            }
        }
        return best;
    }

    /** The metric that an experiment ranks checkpoints by: its own choice, or the network's where it says {@code kpi} or nothing. */
    public static KeyMetric metric(String chosen, KeyMetric ofNetwork) {
        if (chosen.isEmpty() || chosen.equals("kpi") || chosen.equals(ofNetwork.name())) {
            return ofNetwork;
        }
        return new KeyMetric(chosen, chosen.contains("loss") ? KeyMetric.Goal.MINIMIZE : KeyMetric.Goal.MAXIMIZE);
    }
}
