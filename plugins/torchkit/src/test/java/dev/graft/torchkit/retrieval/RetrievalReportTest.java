// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetrievalReportTest {

    private static final double CLOSE = 1e-12;

    /** The neighbours and the right answers are those of pytorch-metric-learning's own test of its AccuracyCalculator. */
    private static final RetrievalReport PUBLISHED = RetrievalReport.of(
            new int[][] {{0, 1, 1, 2, 2}, {1, 0, 1, 1, 3}, {4, 4, 4, 4, 2}, {3, 1, 3, 1, 3}, {0, 0, 4, 2, 2}},
            new int[] {1, 1, 2, 3, 4},
            Map.of(1, 3, 2, 5, 3, 4, 4, 5));

    @Test
    void theMeanOverQueriesIsThePublishedOne() {
        RetrievalScores scores = PUBLISHED.overall();
        assertThat(scores.precisionAtOne()).isCloseTo(0.4, within(CLOSE));
        assertThat(scores.rPrecision()).isCloseTo((2 / 3.0 + 2 / 3.0 + 1 / 5.0 + 2 / 4.0 + 1 / 5.0) / 5, within(CLOSE));
        double[] atR = {(1 / 2.0 + 2 / 3.0) / 3, (1 + 2 / 3.0) / 3, 1 / 5.0 / 5, (1 + 2 / 3.0) / 4, 1 / 3.0 / 5};
        assertThat(scores.meanAveragePrecisionAtR()).isCloseTo(mean(atR), within(CLOSE));
        double[] precisions = {(1 / 2.0 + 2 / 3.0) / 2, (1 + 2 / 3.0 + 3 / 4.0) / 3, 1 / 5.0, (1 + 2 / 3.0 + 3 / 5.0) / 3, 1 / 3.0};
        assertThat(scores.meanAveragePrecision()).isCloseTo(mean(precisions), within(CLOSE));
        assertThat(scores.meanReciprocalRank()).isCloseTo(mean(1 / 2.0, 1, 1 / 5.0, 1, 1 / 3.0), within(CLOSE));
    }

    @Test
    void theMeanOverClassesIsThePublishedOne() {
        RetrievalScores scores = PUBLISHED.meanOfClasses();
        assertThat(scores.precisionAtOne()).isCloseTo((0.5 + 0 + 1 + 0) / 4, within(CLOSE));
        assertThat(scores.rPrecision()).isCloseTo(mean((2 / 3.0 + 2 / 3.0) / 2, 1 / 5.0, 2 / 4.0, 1 / 5.0), within(CLOSE));
    }

    @Test
    void aFarQueryAndAFarReferenceCountOncePerClassAsPublished() {
        float[][] distances = new float[10][10];
        int[] queries = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        int[] references = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        for (int query = 0; query < 10; query++) {
            for (int reference = 0; reference < 10; reference++) {
                distances[query][reference] = Math.abs((query == 9 ? 100 : query) - (reference == 0 ? -100 : reference));
            }
        }
        RetrievalReport report = RetrievalReport.of(distances, queries, references);
        assertThat(report.overall().precisionAtOne()).isCloseTo(0.9, within(CLOSE));
        assertThat(report.overall().rPrecision()).isCloseTo(0.9, within(CLOSE));
        assertThat(report.overall().meanAveragePrecisionAtR()).isCloseTo(0.9, within(CLOSE));
        assertThat(report.meanOfClasses().precisionAtOne()).isCloseTo(0.5, within(CLOSE));
        assertThat(report.meanOfClasses().meanAveragePrecisionAtR()).isCloseTo(0.5, within(CLOSE));
    }

    @Test
    void aQueryWithoutAnyReferenceOfItsClassIsLeftOut() {
        RetrievalReport report =
                RetrievalReport.of(new float[][] {{1, 2}, {2, 1}, {1, 2}}, new int[] {0, 1, 7}, new int[] {0, 1});
        assertThat(report.lone()).isEqualTo(1);
        assertThat(report.queries()).isEqualTo(2);
        assertThat(report.overall()).isEqualTo(new RetrievalScores(1, 1, 1, 1, 1));
        assertThat(report.perClass()).containsOnlyKeys(0, 1);
    }

    private static double mean(double... values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
