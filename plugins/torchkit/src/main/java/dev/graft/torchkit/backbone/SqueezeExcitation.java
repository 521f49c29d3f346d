// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Activation;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Ops;

/** Weighs the channels of N x C x H x W by what their means say (arXiv:1709.01507), with torchvision's names. */
final class SqueezeExcitation extends Layer {

    private final Conv2d fc1;
    private final Conv2d fc2;
    private final Activation activation;

    SqueezeExcitation(int channels, int squeezed, Activation activation, Initializer init) {
        this.fc1 = child("fc1", Conv2d.biased(channels, squeezed, 1, Conv2dOptions.of(1, 0), init));
        this.fc2 = child("fc2", Conv2d.biased(squeezed, channels, 1, Conv2dOptions.of(1, 0), init));
        this.activation = activation;
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T weights = activation.of(ops, fc1.forward(ops, ops.globalAvgPool2d(x)));
        return ops.mul(x, ops.sigmoid(fc2.forward(ops, weights)));
    }
}
