// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.automl.chart.ChartTrial;
import dev.graft.automl.chart.SearchCharts;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Hands what is known of a search to the charts. */
final class Charts {

    private Charts() {}

    static SearchCharts of(SearchPlan plan, List<SearchTrial> trials) {
        return SearchCharts.of(
                plan.space(),
                plan.metric(),
                trials.stream().map(trial -> charted(trial, trial.curve())).toList());
    }

    static ChartTrial charted(SearchTrial trial, SortedMap<Long, Double> curve) {
        return new ChartTrial(trial.number(), trial.values(), trial.score(), new TreeMap<>(curve));
    }
}
