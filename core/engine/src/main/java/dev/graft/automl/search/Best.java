// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.search;

/** The best point that an optimiser has looked at; smaller is better. Confined to one thread. */
final class Best {

    private double[] point;
    private double value = Double.POSITIVE_INFINITY;

    Best(double[] start) {
        this.point = start.clone();
    }

    /** Notes a point and gives its value back. */
    double offer(double[] candidate, double candidateValue) {
        if (candidateValue < value) {
            value = candidateValue;
            point = candidate.clone();
        }
        return candidateValue;
    }

    double[] point() {
        return point.clone();
    }

    double value() {
        return value;
    }
}
