// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

import org.hipparchus.special.Erf;

/** Logarithm of the expected improvement, in the numerically stable form of Ament et al. (NeurIPS 2023), for minimisation. */
final class ExpectedImprovement {

    private static final double LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);
    private static final double SQRT2 = Math.sqrt(2);

    private ExpectedImprovement() {}

    /**
     * log E[max(best - f, 0)] for f normal.
     *
     * @param mean of f
     * @param deviation of f, above 0
     * @param best the value to improve on
     */
    static double log(double mean, double deviation, double best) {
        return logH((best - mean) / deviation) + Math.log(deviation);
    }

    /** log(phi(z) + z Phi(z)). */
    private static double logH(double z) {
        if (z > -1) {
            return Math.log(Math.exp(-0.5 * z * z - LOG_SQRT_2PI) + z * 0.5 * Erf.erfc(-z / SQRT2));
        }
        double tail = -0.5 * z * z - LOG_SQRT_2PI;
        if (z < -25) {
            // phi(z) / z^2, the leading term of the asymptotic series.
            return tail - 2 * Math.log(-z);
        }
        double mills = 0.5 * Erf.erfc(-z / SQRT2) / Math.exp(tail);
        return tail + Math.log1p(z * mills);
    }
}
