// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.automl.space.Dimension.Coordinate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {

    private static final List<Coordinate> LINE = List.of(new Coordinate(0, true));

    private static double[][] evenly(int count) {
        return IntStream.range(0, count).mapToObj(i -> new double[] {i / (count - 1.0)}).toArray(double[][]::new);
    }

    @Test
    void aSmoothCurveIsMetWhereItWasSeenAndBetween() {
        double[][] points = evenly(9);
        double[] targets = IntStream.range(0, 9).mapToDouble(i -> Math.sqrt(2) * Math.sin(2 * Math.PI * points[i][0])).toArray();

        GaussianProcess model = GaussianProcess.fit(LINE, points, targets);

        for (double x : new double[] {0.25, 0.3, 0.69}) {
            assertThat(model.predict(new double[] {x}).mean()).isCloseTo(Math.sqrt(2) * Math.sin(2 * Math.PI * x), within(0.05));
        }
    }

    @Test
    void itIsUnsureWhereNothingWasSeen() {
        double[][] points = {{0.0}, {0.05}, {0.1}, {0.15}};
        GaussianProcess model = GaussianProcess.fit(LINE, points, new double[] {-1.3, 0.9, -0.6, 1.0});

        assertThat(model.predict(new double[] {0.9}).deviation()).isGreaterThan(model.predict(new double[] {0.05}).deviation());
    }

    @Test
    void differentTargetsOfOnePointAreNoise() {
        double[][] points = {{0.5}, {0.5}, {0.5}, {0.5}};

        GaussianProcess model = GaussianProcess.fit(LINE, points, new double[] {1, -1, 1, -1});

        assertThat(model.predict(new double[] {0.5}).mean()).isCloseTo(0, within(1e-6));
    }

    @Test
    void anIntegerHasOneValueOverTheWholeOfItsLevel() {
        List<Coordinate> levels = List.of(new Coordinate(4, true));
        GaussianProcess model = GaussianProcess.fit(levels, new double[][] {{0.1}, {0.4}, {0.6}, {0.9}}, new double[] {-1.2, -0.4, 0.4, 1.2});

        assertThat(model.predict(new double[] {0.26})).isEqualTo(model.predict(new double[] {0.49}));
    }
}
