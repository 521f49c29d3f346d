// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KMeansTest {

    @Test
    void separateHeapsAreFound() {
        Random random = new Random(3);
        float[][] rows = new float[90][4];
        int[] heaps = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            heaps[i] = i % 3;
            for (int j = 0; j < 4; j++) {
                rows[i][j] = (float) (random.nextGaussian() + (j == heaps[i] ? 12 : 0));
            }
        }
        int[] found = KMeans.assign(rows, 3, 1);
        assertThat(MutualInformation.of(heaps, found).adjusted()).isEqualTo(1);
        assertThat(KMeans.assign(rows, 3, 1)).isEqualTo(found);
    }

    @Test
    void thereAreNoMoreClustersThanRows() {
        assertThat(KMeans.assign(new float[][] {{1}, {5}}, 4, 1)).doesNotHaveDuplicates().hasSize(2);
    }
}
