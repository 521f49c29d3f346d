// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import java.util.Arrays;

/** Splits a matrix in row-major order into its rows. */
final class Rows {

    private Rows() {}

    static float[][] of(float[] values, int count) {
        int columns = values.length / count;
        float[][] rows = new float[count][];
        for (int row = 0; row < count; row++) {
            rows[row] = Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
        }
        return rows;
    }
}
