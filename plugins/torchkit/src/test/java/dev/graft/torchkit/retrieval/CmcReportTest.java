// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.torchkit.retrieval.CmcReport.Sightings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CmcReportTest {

    @Test
    void imagesOfTheSamePersonFromTheSameCameraArePassedOver() {
        // Nearest first: junk, another person, the person from another camera.
        float[][] distances = {{0.1f, 0.2f, 0.3f}};
        CmcReport report =
                CmcReport.of(distances, sightings(new int[] {1}, 1), new Sightings(new int[] {1, 2, 1}, new int[] {1, 1, 2}), 3);
        assertThat(report.cmc()).containsExactly(0.0, 1.0, 1.0);
        assertThat(report.meanAveragePrecision()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void aQueryThatCannotBeFoundDoesNotCount() {
        float[][] distances = {{0.1f, 0.2f}, {0.1f, 0.2f}};
        CmcReport report = CmcReport.of(
                distances,
                new Sightings(new int[] {1, 5}, new int[] {1, 1}),
                new Sightings(new int[] {1, 2}, new int[] {2, 2}),
                1);
        assertThat(report.queries()).isEqualTo(1);
        assertThat(report.rank(1)).isEqualTo(1);
        assertThat(report.rank(10)).as("beyond the last rank").isEqualTo(1);
    }

    @Test
    void theFiguresAreThoseOfAnIndependentComputation() {
        Random random = new Random(11);
        Sightings queries = new Sightings(random.ints(60, 0, 20).toArray(), random.ints(60, 0, 4).toArray());
        Sightings gallery = new Sightings(random.ints(200, 0, 25).toArray(), random.ints(200, 0, 4).toArray());
        float[][] distances = new float[60][200];
        for (float[] row : distances) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextFloat();
            }
        }
        CmcReport report = CmcReport.of(distances, queries, gallery, 10);
        List<boolean[]> rankings = new ArrayList<>();
        for (int query = 0; query < 60; query++) {
            int number = query;
            List<Integer> seen = IntStream.range(0, 200)
                    .filter(i -> gallery.people()[i] != queries.people()[number] || gallery.cameras()[i] != queries.cameras()[number])
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> distances[number][i]))
                    .toList();
            boolean[] right = new boolean[seen.size()];
            for (int rank = 0; rank < right.length; rank++) {
                right[rank] = gallery.people()[seen.get(rank)] == queries.people()[query];
            }
            if (IntStream.range(0, right.length).anyMatch(rank -> right[rank])) {
                rankings.add(right);
            }
        }
        assertThat(report.queries()).isEqualTo(rankings.size());
        assertThat(report.meanAveragePrecision())
                .isCloseTo(rankings.stream().mapToDouble(CmcReportTest::averagePrecision).average().orElseThrow(), within(1e-6));
        for (int k = 1; k <= 10; k++) {
            int within = k;
            double share = rankings.stream().filter(right -> hits(right, within) > 0).count() / (double) rankings.size();
            assertThat(report.rank(k)).as("rank " + k).isCloseTo(share, within(1e-6));
        }
    }

    /** The area below precision over recall, in steps. */
    private static double averagePrecision(boolean[] right) {
        double area = 0;
        int all = hits(right, right.length);
        for (int rank = 1; rank <= right.length; rank++) {
            double recallGained = (hits(right, rank) - hits(right, rank - 1)) / (double) all;
            area += recallGained * hits(right, rank) / rank;
        }
        return area;
    }

    private static int hits(boolean[] right, int ranks) {
        return (int) IntStream.range(0, Math.min(ranks, right.length)).filter(rank -> right[rank]).count();
    }

    private static Sightings sightings(int[] people, int camera) {
        return new Sightings(people, IntStream.generate(() -> camera).limit(people.length).toArray());
    }
}
