// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.BatchNorm2d;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.nn.Size2d;

/** A two-layer perceptron whose hidden activations pass through two depthwise convolutions on the tokens' grid. */
final class SpatialPerceptron extends Module {

    private final int hidden;
    private final Linear fc1;
    private final Depthwise dwconv;
    private final Parameter gamma;
    private final Linear fc2;

    SpatialPerceptron(int width, int hidden, Initializer init) {
        this.hidden = hidden;
        fc1 = child("fc1", new Linear(width, hidden, true, init));
        dwconv = child("dwconv", new Depthwise(hidden, init.with(Initializer.Scheme.GROUPED_FAN_OUT)));
        gamma = parameter("gamma", Initializer.constant(1, hidden));
        fc2 = child("fc2", new Linear(hidden, width, true, init));
    }

    /** Tokens N x (height · width) x C of a grid to tokens of the same shape. */
    <T> T forward(Ops<T> ops, T x, Size2d grid) {
        T y = fc1.forward(ops, x);
        T map = ops.reshape(ops.transpose(y, 1, 2), Ops.DYNAMIC, hidden, grid.height(), grid.width());
        T local = ops.reshape(dwconv.forward(ops, map), Ops.DYNAMIC, hidden, grid.height() * grid.width());
        local = ops.mul(ops.transpose(local, 1, 2), ops.read(gamma));
        return fc2.forward(ops, ops.add(local, y));
    }

    /** Depthwise 3x3 convolution, GELU, batch normalisation, depthwise 3x3 convolution. */
    private static final class Depthwise extends Module {

        private final Conv2d conv1;
        private final BatchNorm2d bn;
        private final Conv2d conv2;

        Depthwise(int channels, Initializer init) {
            Conv2dOptions options = Conv2dOptions.of(1, 1).withGroups(channels);
            conv1 = child("conv1", Conv2d.biased(channels, channels, 3, options, init));
            bn = child("bn", new BatchNorm2d(channels));
            conv2 = child("conv2", Conv2d.biased(channels, channels, 3, options, init));
        }

        <T> T forward(Ops<T> ops, T x) {
            return conv2.forward(ops, bn.forward(ops, ops.gelu(conv1.forward(ops, x))));
        }
    }
}
