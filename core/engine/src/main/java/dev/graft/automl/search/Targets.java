// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import java.util.Arrays;

/** Scores made ready for a Gaussian process. */
final class Targets {

    private Targets() {}

    /**
     * Losses with a few huge values are drawn together before they are standardised, so that the region around the best keeps its
     * contrast: what lies above the median is measured in logarithms of the distance from it.
     */
    static double[] standardise(double[] losses) {
        double[] sorted = losses.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        double scale = Math.max(median - sorted[0], 1e-12);
        double[] drawn = Arrays.stream(losses)
                .map(loss -> loss <= median ? loss : median + scale * Math.log1p((loss - median) / scale))
                .toArray();
        double mean = Arrays.stream(drawn).average().orElseThrow();
        double variance = Arrays.stream(drawn)
                .map(loss -> (loss - mean) * (loss - mean))
                .average()
                .orElseThrow();
        double deviation = variance > 0 ? Math.sqrt(variance) : 1;
        return Arrays.stream(drawn).map(loss -> (loss - mean) / deviation).toArray();
    }
}
