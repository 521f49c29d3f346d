// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import java.util.SplittableRandom;

/** The two directions in which a table of rows spreads most: principal component analysis by power iteration. */
public final class PrincipalComponents {

    private static final int ITERATIONS = 200;
    private static final double CONVERGED = 1e-12;
    private static final long SEED = 1;

    private final double[][] centred;

    private PrincipalComponents(double[][] centred) {
        this.centred = centred;
    }

    /** Each row's coordinates along the two directions, the first the larger spread; the mean of the rows lies at the origin. */
    public static double[][] plane(float[][] rows) {
        return new PrincipalComponents(centred(rows)).plane();
    }

    private double[][] plane() {
        double[] first = direction(new double[0][]);
        double[] second = direction(new double[][] {first});
        double[][] points = new double[centred.length][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {product(centred[i], first), product(centred[i], second)};
        }
        return points;
    }

    private static double[][] centred(float[][] rows) {
        int width = rows[0].length;
        double[] mean = new double[width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                mean[i] += row[i] / (double) rows.length;
            }
        }
        double[][] centred = new double[rows.length][width];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < width; i++) {
                centred[row][i] = rows[row][i] - mean[i];
            }
        }
        return centred;
    }

    /** The largest direction at right angles to those found before; it points to where its largest entry is positive. */
    private double[] direction(double[][] before) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] direction = random.doubles(centred[0].length, -1, 1).toArray();
        unit(direction, before);
        for (int i = 0; i < ITERATIONS; i++) {
            double[] next = new double[direction.length];
            for (double[] row : centred) {
                double length = product(row, direction);
                for (int j = 0; j < next.length; j++) {
                    next[j] += length * row[j];
                }
            }
            unit(next, before);
            boolean converged = 1 - Math.abs(product(next, direction)) < CONVERGED;
            direction = next;
            if (converged) {
                break;
            }
        }
        return signed(direction);
    }

    private static void unit(double[] vector, double[][] before) {
        for (double[] other : before) {
            double share = product(vector, other);
            for (int i = 0; i < vector.length; i++) {
                vector[i] -= share * other[i];
            }
        }
        double norm = Math.sqrt(product(vector, vector));
        for (int i = 0; norm > 0 && i < vector.length; i++) {
            vector[i] /= norm;
        }
    }

    private static double[] signed(double[] vector) {
        int largest = 0;
        for (int i = 1; i < vector.length; i++) {
            largest = Math.abs(vector[i]) > Math.abs(vector[largest]) ? i : largest;
        }
        if (vector[largest] < 0) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = -vector[i];
            }
        }
        return vector;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
