// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch normalisation per channel of N x C x H x W, or of features N x C (arXiv:1502.03167).
 *
 * <p>{@code num_batches_tracked} is stored because published checkpoints have it; the momentum is fixed, so nothing reads it.
 */
public final class BatchNorm2d extends Layer {

    private final Parameter weight;
    private final Parameter bias;
    private final Parameter runningMean;
    private final Parameter runningVariance;
    private final BatchNormOptions options;

    /** A normalisation that starts as the identity, with torch's defaults. */
    public BatchNorm2d(long channels) {
        this(channels, BatchNormOptions.DEFAULTS);
    }

    /** A normalisation that starts as the identity. */
    public BatchNorm2d(long channels, BatchNormOptions options) {
        this.options = options;
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
                new BatchNormMode(isTraining(), options.momentum(), options.epsilon()));
    }
}
