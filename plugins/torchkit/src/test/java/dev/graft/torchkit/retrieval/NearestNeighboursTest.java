// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearestNeighboursTest {

    @Test
    void distancesAreSortedWithNegativeOnesFirstAndNaNLast() {
        float[] distances = {2, Float.NaN, -1, 0, -3, 1e-30f, -0f};
        assertThat(NearestNeighbours.order(distances)).containsExactly(4, 2, 3, 6, 5, 0, 1);
    }

    @Test
    void onlyTheFirstAreGiven() {
        assertThat(NearestNeighbours.first(new float[] {5, 1, 3}, 2)).containsExactly(1, 2);
        assertThat(NearestNeighbours.first(new float[] {5, 1, 3}, 9)).containsExactly(1, 2, 0);
    }

    @Test
    void distancesAreEuclidean() {
        float[][] distances = PairwiseDistances.euclidean(new float[][] {{0, 0}, {1, 1}}, new float[][] {{3, 4}, {1, 1}, {0, 0}});
        assertThat(distances[0]).containsExactly(5, (float) Math.sqrt(2), 0);
        assertThat(distances[1]).containsExactly((float) Math.sqrt(13), 0, (float) Math.sqrt(2));
    }
}
