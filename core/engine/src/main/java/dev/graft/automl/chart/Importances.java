// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.chart;

import dev.graft.automl.chart.SearchCharts.Importance;
import dev.graft.automl.space.Dimension;
import dev.graft.automl.space.SearchSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Parameter importance: a forest of regression trees is grown on the trials, and a parameter matters by as much as the forest's error grows
 * when that parameter's values are exchanged between trials. The shares add up to 1.
 */
final class Importances {

    /** Before so many trials have a value nothing can be said. */
    static final int LEAST_TRIALS = 6;

    /** So many trials tell enough; more would only take time. */
    private static final int MOST_TRIALS = 500;

    private static final long SEED = 2_001_045;

    private Importances() {}

    static List<Importance> of(SearchSpace space, List<ChartTrial> scored) {
        if (scored.size() < LEAST_TRIALS) {
            return List.of();
        }
        List<ChartTrial> used = scored.subList(Math.max(0, scored.size() - MOST_TRIALS), scored.size());
        double[][] points = used.stream().map(trial -> space.encode(trial.values())).toArray(double[][]::new);
        double[] targets = used.stream().mapToDouble(trial -> trial.score().getAsDouble()).toArray();
        RegressionForest forest = new RegressionForest(points, targets, SEED);
        List<Importance> raw = new ArrayList<>();
        int offset = 0;
        for (Dimension dimension : space.dimensions()) {
            int width = dimension.coordinates().length;
            int[] own = IntStream.range(offset, offset + width).toArray();
            raw.add(new Importance(dimension.name(), forest.importance(own, SEED + offset)));
            offset += width;
        }
        double sum = raw.stream().mapToDouble(Importance::importance).sum();
        return raw.stream()
                .map(one -> new Importance(one.parameter(), sum > 0 ? one.importance() / sum : 0))
                .sorted(Comparator.comparingDouble(Importance::importance).reversed())
                .toList();
    }
}
