// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReciprocalRankingTest {

    private static final int QUERIES = 12;
    private static final int GALLERY = 48;

    private final float[][] all = people();

    @Test
    void theDistancesAreThoseOfThePapersDefinitionWrittenOut() {
        float[][] queries = Arrays.copyOf(all, QUERIES);
        float[][] gallery = Arrays.copyOfRange(all, QUERIES, all.length);
        float[][] ranked = new ReciprocalRanking(7, 3, 0.3).distances(queries, gallery);
        double[][] expected = writtenOut(7, 3, 0.3);
        for (int query = 0; query < QUERIES; query++) {
            for (int image = 0; image < GALLERY; image++) {
                assertThat((double) ranked[query][image]).isCloseTo(expected[query][QUERIES + image], within(1e-6));
            }
        }
    }

    @Test
    void withTheWholeWeightOnThePlainDistanceTheOrderStays() {
        float[][] queries = Arrays.copyOf(all, QUERIES);
        float[][] gallery = Arrays.copyOfRange(all, QUERIES, all.length);
        float[][] ranked = new ReciprocalRanking(7, 3, 1).distances(queries, gallery);
        float[][] plain = PairwiseDistances.euclidean(queries, gallery);
        for (int query = 0; query < QUERIES; query++) {
            assertThat(NearestNeighbours.order(ranked[query])).isEqualTo(NearestNeighbours.order(plain[query]));
        }
    }

    @Test
    void senselessNumbersAreRefused() {
        assertThatThrownBy(() -> new ReciprocalRanking(0, 1, 0.3)).hasMessageContaining("k1 and k2 start at 1");
        assertThatThrownBy(() -> new ReciprocalRanking(20, 6, 1.5)).hasMessageContaining("lambda");
    }

    /** Twelve people with five images each, which overlap a little. */
    private static float[][] people() {
        Random random = new Random(5);
        float[][] rows = new float[QUERIES + GALLERY][6];
        for (int i = 0; i < rows.length; i++) {
            Random person = new Random(i % QUERIES);
            for (int j = 0; j < 6; j++) {
                rows[i][j] = (float) (person.nextGaussian() + 0.5 * random.nextGaussian());
            }
        }
        return PairwiseDistances.normalized(rows);
    }

    /** The paper's equations over whole matrices and sets. */
    private double[][] writtenOut(int k1, int k2, double lambda) {
        int count = all.length;
        double[][] distances = new double[count][count];
        List<List<Integer>> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double largest = 0;
            for (int j = 0; j < count; j++) {
                double sum = 0;
                for (int d = 0; d < all[i].length; d++) {
                    sum += ((double) all[i][d] - all[j][d]) * ((double) all[i][d] - all[j][d]);
                }
                distances[i][j] = Math.sqrt(sum);
                largest = Math.max(largest, distances[i][j]);
            }
            for (int j = 0; j < count; j++) {
                distances[i][j] /= largest;
            }
            double[] row = distances[i];
            order.add(IntStream.range(0, count).boxed().sorted(Comparator.comparingDouble(j -> row[j])).toList());
        }
        double[][] features = new double[count][count];
        for (int i = 0; i < count; i++) {
            Set<Integer> expanded = new TreeSet<>(reciprocal(order, i, k1));
            for (int candidate : reciprocal(order, i, k1)) {
                Set<Integer> further = reciprocal(order, candidate, (int) Math.rint(k1 / 2.0));
                Set<Integer> shared = new HashSet<>(further);
                shared.retainAll(reciprocal(order, i, k1));
                if (3 * shared.size() > 2 * further.size()) {
                    expanded.addAll(further);
                }
            }
            double sum = 0;
            for (int j : expanded) {
                features[i][j] = Math.exp(-distances[i][j]);
                sum += features[i][j];
            }
            for (int j : expanded) {
                features[i][j] /= sum;
            }
        }
        double[][] mean = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int other : order.get(i).subList(0, k2)) {
                for (int j = 0; j < count; j++) {
                    mean[i][j] += features[other][j] / k2;
                }
            }
        }
        double[][] ranked = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                double minima = 0;
                double maxima = 0;
                for (int k = 0; k < count; k++) {
                    minima += Math.min(mean[i][k], mean[j][k]);
                    maxima += Math.max(mean[i][k], mean[j][k]);
                }
                ranked[i][j] = (1 - minima / maxima) * (1 - lambda) + distances[i][j] * lambda;
            }
        }
        return ranked;
    }

    private static Set<Integer> reciprocal(List<List<Integer>> order, int image, int k) {
        Set<Integer> found = new HashSet<>(order.get(image).subList(0, k + 1));
        found.removeIf(other -> !order.get(other).subList(0, k + 1).contains(image));
        return found;
    }
}
