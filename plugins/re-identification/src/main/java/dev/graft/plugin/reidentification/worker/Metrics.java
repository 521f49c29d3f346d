// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import dev.graft.spi.network.KeyMetric;
import dev.graft.spi.network.KeyMetric.Goal;
import dev.graft.torchkit.retrieval.CmcReport;
import dev.graft.torchkit.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of the network's metrics, which are TAO's. */
final class Metrics {

    private static final String RANK = "cmc_rank_";
    private static final List<Integer> RANKS = List.of(1, 5, 10);

    /** The network's key metric. */
    static final KeyMetric KEY = new KeyMetric(RANK + 1, Goal.MAXIMIZE);

    private Metrics() {}

    static Evaluation named(CmcReport report) {
        Map<String, Double> kpi = new LinkedHashMap<>();
        RANKS.stream().filter(rank -> rank <= report.cmc().size()).forEach(rank -> kpi.put(RANK + rank, report.rank(rank)));
        kpi.put("mAP", report.meanAveragePrecision());
        return new Evaluation(kpi, Map.of());
    }
}
