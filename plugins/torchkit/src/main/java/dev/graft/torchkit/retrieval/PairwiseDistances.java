// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import dev.graft.torchkit.nn.NativeScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Distances between the rows of two tables. */
public final class PairwiseDistances {

    /** torch's {@code use_mm_for_euclid_dist}. */
    private static final long BY_PRODUCTS = 1;

    private PairwiseDistances() {}

    /**
     * The Euclidean distance of each row of {@code from} to each row of {@code to}: {@code from.length x to.length}.
     *
     * @param from at least one row
     * @param to at least one row, as wide as those of {@code from}
     */
    public static float[][] euclidean(float[][] from, float[][] to) {
        return NativeScope.withoutGrad(() -> {
            // By scalar products, which is fast, and in double precision, so that the difference of large squares does not blur.
            Tensor distances = torch.cdist(matrix(from), matrix(to), 2, new LongOptional(BY_PRODUCTS)).to(torch.ScalarType.Float);
            float[] values = new float[Math.multiplyExact(from.length, to.length)];
            distances.contiguous().data_ptr_float().get(values);
            return rows(values, from.length);
        });
    }

    /** Each row divided by its Euclidean norm; rows of zeros stay. */
    public static float[][] normalized(float[][] rows) {
        float[][] unit = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            double squares = 0;
            for (float value : rows[i]) {
                squares += (double) value * value;
            }
            double norm = Math.max(Math.sqrt(squares), 1e-12);
            unit[i] = new float[rows[i].length];
            for (int j = 0; j < unit[i].length; j++) {
                unit[i][j] = (float) (rows[i][j] / norm);
            }
        }
        return unit;
    }

    private static Tensor matrix(float[][] rows) {
        int width = rows[0].length;
        float[] values = new float[Math.multiplyExact(rows.length, width)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return Tensor.create(values, rows.length, width).to(torch.ScalarType.Double);
    }

    private static float[][] rows(float[] values, int count) {
        int width = values.length / count;
        float[][] rows = new float[count][width];
        for (int i = 0; i < count; i++) {
            System.arraycopy(values, i * width, rows[i], 0, width);
        }
        return rows;
    }
}
