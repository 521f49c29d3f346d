// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch normalisation per channel of N x C x H x W (arXiv:1502.03167), with torch's defaults: momentum 0.1, epsilon 1e-5.
 *
 * <p>{@code num_batches_tracked} is stored because published checkpoints have it; the momentum is fixed, so nothing reads it.
 */
public final class BatchNorm2d extends Layer {

    private static final double MOMENTUM = 0.1;
    private static final double EPSILON = 1e-5;
    private static final BatchNormMode TRAINING = new BatchNormMode(true, MOMENTUM, EPSILON);
    private static final BatchNormMode EVALUATION = new BatchNormMode(false, MOMENTUM, EPSILON);

    private final Parameter weight;
    private final Parameter bias;
    private final Parameter runningMean;
    private final Parameter runningVariance;

    /** A normalisation that starts as the identity. */
    public BatchNorm2d(long channels) {
        weight = parameter("weight", Initializer.constant(1, channels));
        bias = parameter("bias", Initializer.constant(0, channels));
        runningMean = buffer("running_mean", Initializer.constant(0, channels));
        runningVariance = buffer("running_var", Initializer.constant(1, channels));
        Tensor none = torch.zeros().to(torch.ScalarType.Long);
        buffer("num_batches_tracked", none);
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        return ops.batchNorm(
                x,
                ops.read(weight),
                ops.read(bias),
                ops.read(runningMean),
                ops.read(runningVariance),
                isTraining() ? TRAINING : EVALUATION);
    }
}
