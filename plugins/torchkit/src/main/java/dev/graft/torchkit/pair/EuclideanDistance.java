// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import dev.graft.torchkit.nn.Ops;

/** The distance of embeddings, as torch's {@code pairwise_distance}. */
public final class EuclideanDistance {

    private static final double EPSILON = 1e-6;

    private EuclideanDistance() {}

    /**
     * The distances of two batches, row by row: N x 1 of N x features.
     *
     * @param <T> the operations' activation
     */
    public static <T> T of(Ops<T> ops, T a, T b) {
        T difference = ops.shift(ops.sub(a, b), EPSILON);
        return ops.sqrt(ops.sum(ops.mul(difference, difference), true, 1));
    }
}
