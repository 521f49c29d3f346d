// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

    @Test
    void theLargestSpreadComesFirstAndTheMeanLiesAtTheOrigin() {
        // A cross with arms of 3 and 1 in a plane that lies askew in space.
        float[][] rows = {{8, 1, 5}, {2, 1, 5}, {5, 2, 5}, {5, 0, 5}};
        double[][] points = PrincipalComponents.plane(rows);
        assertThat(points[0]).containsExactly(new double[] {3, 0}, within(1e-6));
        assertThat(points[1]).containsExactly(new double[] {-3, 0}, within(1e-6));
        assertThat(points[2]).containsExactly(new double[] {0, 1}, within(1e-6));
        assertThat(points[3]).containsExactly(new double[] {0, -1}, within(1e-6));
    }

    @Test
    void rowsThatAreAllAlikeLieAtTheOrigin() {
        assertThat(PrincipalComponents.plane(new float[][] {{4, 4}, {4, 4}})).isDeepEqualTo(new double[][] {{0, 0}, {0, 0}});
    }
}
