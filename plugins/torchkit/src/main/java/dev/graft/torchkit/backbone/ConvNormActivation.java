// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Activation;
import dev.graft.torchkit.nn.BatchNorm2d;
import dev.graft.torchkit.nn.BatchNormOptions;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Ops;
import java.util.Optional;

/** A convolution (0), its batch normalisation (1), and an activation: torchvision's {@code Conv2dNormActivation}. */
final class ConvNormActivation extends Layer {

    private final Conv2d convolution;
    private final BatchNorm2d norm;
    private final Optional<Activation> activation;

    /**
     * Keeps the resolution but for the stride.
     *
     * @param groups 1, or as many as channels
     * @param activation empty for none
     */
    ConvNormActivation(
            int in,
            int out,
            int kernel,
            int stride,
            int groups,
            BatchNormOptions batchNorm,
            Optional<Activation> activation,
            Initializer init) {
        Conv2dOptions options = Conv2dOptions.of(stride, (kernel - 1) / 2).withGroups(groups);
        this.convolution = child("0", Conv2d.unbiased(in, out, kernel, options, init));
        this.norm = child("1", new BatchNorm2d(out, batchNorm));
        this.activation = activation;
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T y = norm.forward(ops, convolution.forward(ops, x));
        return activation.isPresent() ? activation.get().of(ops, y) : y;
    }
}
