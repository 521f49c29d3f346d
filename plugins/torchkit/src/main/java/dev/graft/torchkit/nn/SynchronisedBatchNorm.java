// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Batch normalisation with the statistics of all replicas' batches together, summed in double precision as libtorch's own does on the
 * processor. The variance is taken around the common mean, in a second exchange: a difference of two large sums would lose the digits that
 * count.
 *
 * @param replicas adds up over the replicas
 */
record SynchronisedBatchNorm(ReplicaSum replicas) {

    private static final torch.ScalarType SUMS = torch.ScalarType.Double;

    /** As {@link Ops#batchNorm} in training; weight and bias may be null. */
    Tensor normalised(Tensor x, Tensor weight, Tensor bias, Tensor runningMean, Tensor runningVariance, BatchNormMode mode) {
        long channels = x.size(1);
        long[] perChannel = new long[(int) x.dim()];
        Arrays.fill(perChannel, 1);
        perChannel[1] = channels;
        Tensor count = torch.full(new long[] {1}, new Scalar((double) (x.numel() / channels))).to(x.device(), SUMS);
        Tensor sums = replicas.of(torch.cat(new TensorVector(sum(x), count)));
        Tensor total = sums.narrow(0, channels, 1).detach();
        Tensor mean = sums.narrow(0, 0, channels).div(total);
        Tensor centred = x.sub(mean.to(x.scalar_type()).view(perChannel));
        Tensor variance = replicas.of(sum(centred.mul(centred))).div(total);
        remember(runningMean, mean, mode.momentum());
        remember(runningVariance, variance.mul(total).div(total.sub(new Scalar(1.0))), mode.momentum());
        Tensor scale = variance.add(new Scalar(mode.epsilon())).rsqrt().to(x.scalar_type());
        Tensor scaled = centred.mul((weight == null ? scale : scale.mul(weight)).view(perChannel));
        return bias == null ? scaled : scaled.add(bias.view(perChannel));
    }

    /** Sums per channel. */
    private static Tensor sum(Tensor x) {
        long[] over = LongStream.range(0, x.dim()).filter(dimension -> dimension != 1).toArray();
        return torch.sum(x, over, false, new ScalarTypeOptional(SUMS));
    }

    private static void remember(Tensor running, Tensor batch, double momentum) {
        if (running != null) {
            NativeScope.withoutGrad(() -> {
                running.mul_(new Scalar(1 - momentum)).add_(batch.detach().to(running.scalar_type()), new Scalar(momentum));
            });
        }
    }
}
