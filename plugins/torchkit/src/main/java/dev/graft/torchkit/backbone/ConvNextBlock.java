// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.ChannelLayerNorm;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Parameter;

/**
 * Depthwise 7x7 convolution, normalisation and a two-layer perceptron beside a shortcut (arXiv:2201.03545), timm's names.
 *
 * <p>The normalisation is the paper's. FAN's code takes the unbiased variance instead wherever the memory layout happens to be
 * channels-last, a slip that timm has since mended; features of published weights differ by less than a thousandth.
 */
final class ConvNextBlock extends Layer {

    static final double EPSILON = 1e-6;
    private static final double LAYER_SCALE = 1e-6;
    private static final Conv2dOptions POINTWISE = Conv2dOptions.of(1, 0);

    private final Conv2d depthwise;
    private final ChannelLayerNorm norm;
    private final Perceptron mlp;
    private final Parameter gamma;

    ConvNextBlock(int channels, Initializer init) {
        depthwise = child(
                "conv_dw",
                Conv2d.biased(channels, channels, 7, Conv2dOptions.of(1, 3).withGroups(channels), init));
        norm = child("norm", new ChannelLayerNorm(channels, EPSILON));
        mlp = child("mlp", new Perceptron(channels, init));
        gamma = parameter("gamma", Initializer.constant(LAYER_SCALE, channels));
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T y = norm.forward(ops, depthwise.forward(ops, x));
        y = mlp.forward(ops, y);
        T scale = ops.reshape(ops.read(gamma), Ops.DYNAMIC, 1, 1);
        return ops.add(ops.mul(y, scale), x);
    }

    /** Two 1x1 convolutions, four times wider in between. */
    private static final class Perceptron extends Module {

        private final Conv2d fc1;
        private final Conv2d fc2;

        Perceptron(int channels, Initializer init) {
            fc1 = child("fc1", Conv2d.biased(channels, 4L * channels, 1, POINTWISE, init));
            fc2 = child("fc2", Conv2d.biased(4L * channels, channels, 1, POINTWISE, init));
        }

        <T> T forward(Ops<T> ops, T x) {
            return fc2.forward(ops, ops.gelu(fc1.forward(ops, x)));
        }
    }
}
