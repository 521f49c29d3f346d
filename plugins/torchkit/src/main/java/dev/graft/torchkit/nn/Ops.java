// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import java.util.List;

/**
 * The operations that networks are written with.
 *
 * <p>Images are N x C x H x W, sequences N x L x C. The first dimension of an activation is the batch: its
 * size is not known when a graph is recorded, so layers never ask for it, and write {@link #DYNAMIC} for
 * it in {@link #reshape}. All other dimensions are known; {@link #size} tells them. Binary operations broadcast as
 * NumPy does. No operation changes its arguments, except that {@link #batchNorm} in training updates its running
 * statistics.
 *
 * @param <T> an activation: a tensor when computing, a name with a shape when recording
 */
public interface Ops<T> {

    /** The size of a dimension that follows from the others; at most one in a shape. */
    long DYNAMIC = -1;

    /** The activation that stands for a parameter or buffer. */
    T read(Parameter parameter);

    /** A constant float tensor, values in row-major order; its place is the device of {@code like}. */
    T constant(float[] values, long[] shape, T like);

    /**
     * The size of a dimension.
     *
     * @param dimension 1 or above, or negative and counted from the end; never the batch
     */
    long size(T x, int dimension);

    /** The number of dimensions. */
    int rank(T x);

    // Layers with weights

    /**
     * Cross-correlation of N x C x H x W.
     *
     * @param weight out x C/groups x kernelHeight x kernelWidth
     * @param bias out, or null for none
     */
    T conv2d(T x, T weight, T bias, Conv2dOptions options);

    /**
     * Cross-correlation of N x C x T x H x W.
     *
     * @param weight out x C x kernelFrames x kernelHeight x kernelWidth
     */
    T conv3d(T x, T weight, Window3d window);

    /**
     * Transposed cross-correlation of N x C x H x W, the same in both directions.
     *
     * @param weight C x out x kernelHeight x kernelWidth
     * @param bias out
     */
    T convTranspose2d(T x, T weight, T bias, long stride, long padding);

    /**
     * Normalises N x C x ... per channel. In training with the batch's own statistics, which move the running ones
     * by {@code momentum}; otherwise with the running ones.
     *
     * @param weight C
     * @param bias C
     * @param runningMean C
     * @param runningVariance C
     */
    T batchNorm(T x, T weight, T bias, T runningMean, T runningVariance, BatchNormMode mode);

    /** Normalises over the last dimension; weight and bias have its size. */
    T layerNorm(T x, T weight, T bias, double epsilon);

    /**
     * {@code x · weightᵀ + bias} over the last dimension.
     *
     * @param weight out x in
     * @param bias out, or null for none
     */
    T linear(T x, T weight, T bias);

    /** Matrix product of the last two dimensions, broadcast over the others. */
    T matmul(T a, T b);

    // Activations

    /** max(x, 0). */
    T relu(T x);

    /** x clamped to [low, high]; ReLU6 is 0, 6. */
    T hardtanh(T x, double low, double high);

    /** The Gaussian error linear unit, in its exact form with erf. */
    T gelu(T x);

    /** 1 / (1 + exp(-x)). */
    T sigmoid(T x);

    /** x · sigmoid(x), also called swish. */
    T silu(T x);

    /** The hyperbolic tangent. */
    T tanh(T x);

    /** Softmax over a dimension, which may be negative and counted from the end. */
    T softmax(T x, int dimension);

    // Pooling and resampling

    /** Largest element of each window. */
    T maxPool2d(T x, Pool2dOptions options);

    /** Largest element of each window of N x C x T x H x W. */
    T maxPool3d(T x, Window3d window);

    /** Mean of each window, padding included in the count. */
    T avgPool2d(T x, Pool2dOptions options);

    /** Mean over height and width: N x C x H x W to N x C x 1 x 1. */
    T globalAvgPool2d(T x);

    /** Resamples height and width to the given size. */
    T interpolate(T x, Size2d size, Interpolation mode);

    // Arithmetic

    /** a + b. */
    T add(T a, T b);

    /** a - b. */
    T sub(T a, T b);

    /** a · b, element by element. */
    T mul(T a, T b);

    /** a / b, element by element. */
    T div(T a, T b);

    /** x · factor. */
    T scale(T x, double factor);

    /** x + summand. */
    T shift(T x, double summand);

    /** Square root. */
    T sqrt(T x);

    /** Absolute value. */
    T abs(T x);

    /** Mean over dimensions (none of them the batch); the dimensions stay with size 1 if {@code keep}. */
    T mean(T x, boolean keep, int... dimensions);

    /** Sum over dimensions (none of them the batch); the dimensions stay with size 1 if {@code keep}. */
    T sum(T x, boolean keep, int... dimensions);

    /** x divided by its Euclidean norm over a dimension, the norm not below {@code epsilon}. */
    T l2Normalize(T x, int dimension, double epsilon);

    // Shape

    /** The same elements in another shape; the dimension that carries the batch is {@link #DYNAMIC}. */
    T reshape(T x, long... shape);

    /** Dimensions in another order. */
    T permute(T x, int... order);

    /** Two dimensions exchanged; negative ones count from the end. */
    T transpose(T x, int a, int b);

    /** N x ... to N x (product of the rest). */
    default T flatten(T x) {
        long size = 1;
        for (int dimension = 1; dimension < rank(x); dimension++) {
            size *= size(x, dimension);
        }
        return reshape(x, DYNAMIC, size);
    }

    /** Joined along a dimension; all other sizes are equal. */
    T concat(List<T> parts, int dimension);

    /** {@code length} elements of a dimension (not the batch), from {@code start} on. */
    T slice(T x, int dimension, long start, long length);

    /** One element of a dimension (not the batch), which disappears. */
    default T select(T x, int dimension, long index) {
        int at = Math.floorMod(dimension, rank(x));
        T one = slice(x, at, index, 1);
        long[] shape = new long[rank(x) - 1];
        shape[0] = DYNAMIC;
        for (int d = 1; d < shape.length; d++) {
            shape[d] = size(x, d < at ? d : d + 1);
        }
        return reshape(one, shape);
    }

    /** Rolled along dimensions (none of them the batch) by offsets, as {@code torch.roll}. */
    T roll(T x, long[] offsets, int[] dimensions);

    /** Zeros added around height and width of N x C x H x W. */
    T pad2d(T x, long left, long right, long top, long bottom);

    /** x, whose first dimension is 1, repeated to the batch size of {@code like}. */
    T expandBatch(T x, T like);

    // Regularisation, alive in training only

    /** Each element zeroed with a probability, the others scaled up to keep the mean. */
    T dropout(T x, double probability);

    /** Each sample of the batch zeroed with a probability, the others scaled up to keep the mean (arXiv:1603.09382). */
    T dropPath(T x, double probability);
}
