// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import dev.graft.automl.space.Dimension.Coordinate;
import java.util.List;

/**
 * Matérn 5/2 covariance over the unit cube with a length scale for every coordinate (Rasmussen and Williams 2006, section 4.2). Unordered
 * coordinates are equal or different, nothing between.
 */
final class Matern {

    private static final double SQRT5 = Math.sqrt(5);

    private final boolean[] ordered;
    private final double[] inverseScales;
    private final double variance;

    /**
     * A kernel.
     *
     * @param hyper natural logarithms of one length scale for each coordinate and of the signal variance, in this order; more may follow
     */
    Matern(List<Coordinate> coordinates, double[] hyper) {
        int d = coordinates.size();
        ordered = new boolean[d];
        inverseScales = new double[d];
        for (int i = 0; i < d; i++) {
            ordered[i] = coordinates.get(i).ordered();
            inverseScales[i] = Math.exp(-hyper[i]);
        }
        variance = Math.exp(hyper[d]);
    }

    /** Covariance of a point with itself. */
    double variance() {
        return variance;
    }

    /** Covariance of two points. */
    double covariance(double[] a, double[] b) {
        double squared = 0;
        for (int i = 0; i < inverseScales.length; i++) {
            double scaled;
            if (ordered[i]) {
                scaled = (a[i] - b[i]) * inverseScales[i];
            } else {
                scaled = a[i] == b[i] ? 0 : inverseScales[i];
            }
            squared += scaled * scaled;
        }
        double r = SQRT5 * Math.sqrt(squared);
        return variance * (1 + r + r * r / 3) * Math.exp(-r);
    }
}
