// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.automl.space.Dimension.Coordinate;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaternTest {

    private static final Coordinate NUMBER = new Coordinate(0, true);
    private static final Coordinate CATEGORY = new Coordinate(3, false);

    @Test
    void oneLengthScaleAwayTheCovarianceIsThatOfTheFormula() {
        Matern kernel = new Matern(List.of(NUMBER), new double[] {Math.log(0.2), Math.log(2)});

        assertThat(kernel.variance()).isCloseTo(2, within(1e-12));
        assertThat(kernel.covariance(new double[] {0.3}, new double[] {0.3})).isCloseTo(2, within(1e-12));
        // 2 (1 + √5 + 5/3) exp(-√5)
        assertThat(kernel.covariance(new double[] {0.3}, new double[] {0.5})).isCloseTo(1.047988, within(1e-6));
    }

    @Test
    void categoriesAreAllEquallyFarApart() {
        Matern kernel = new Matern(List.of(CATEGORY), new double[] {0, 0});
        double[] first = {CATEGORY.middle(0)};

        assertThat(kernel.covariance(first, new double[] {CATEGORY.middle(1)}))
                .isEqualTo(kernel.covariance(first, new double[] {CATEGORY.middle(2)}))
                .isCloseTo(0.523994, within(1e-6));
        assertThat(kernel.covariance(first, first)).isEqualTo(1);
    }
}
