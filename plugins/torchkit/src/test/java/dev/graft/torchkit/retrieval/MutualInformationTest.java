// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The numbers are those of scikit-learn's documentation and of its tests. */
class MutualInformationTest {

    private static final int[] A = {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3};
    private static final int[] B = {1, 1, 1, 1, 2, 1, 2, 2, 2, 2, 3, 1, 3, 3, 3, 2, 2};

    @Test
    void whatChanceGivesIsTakenAway() {
        assertThat(MutualInformation.of(A, B).adjusted()).isCloseTo(0.27821, within(5e-6));
    }

    @Test
    void theNormalizedFigureIsThePublishedOne() {
        MutualInformation information = MutualInformation.of(new int[] {0, 0, 0, 2, 2, 2}, new int[] {0, 1, 0, 1, 2, 2});
        assertThat(information.normalized()).isCloseTo(0.52, within(5e-3));
    }

    @Test
    void theNamesOfLabelsDoNotMatter() {
        MutualInformation same = MutualInformation.of(new int[] {0, 0, 1, 1}, new int[] {9, 9, -4, -4});
        assertThat(same.adjusted()).isCloseTo(1, within(1e-12));
        assertThat(same.normalized()).isCloseTo(1, within(1e-12));
    }

    @Test
    void oneClusterForAllTellsNothing() {
        MutualInformation nothing = MutualInformation.of(new int[] {0, 0, 0, 0}, new int[] {0, 1, 2, 3});
        assertThat(nothing.adjusted()).isZero();
        assertThat(nothing.normalized()).isZero();
    }

    @Test
    void labelsInLargeNumbersStayFinite() {
        int[] a = new int[A.length * 110];
        int[] b = new int[a.length];
        for (int i = 0; i < a.length; i++) {
            a[i] = A[i % A.length];
            b[i] = B[i % B.length];
        }
        assertThat(MutualInformation.of(a, b).adjusted()).isCloseTo(0.38, within(5e-3));
    }
}
