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
import dev.graft.torchkit.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Widens by a 1x1 convolution, filters each channel and narrows again without an activation, beside a shortcut where input and output are the
 * same channels: torchvision's {@code InvertedResidual} of MobileNetV2.
 */
final class LinearBottleneck extends Layer {

    private static final int KERNEL = 3;

    /**
     * Its channels.
     *
     * @param in of the input
     * @param wide between; the same channels as {@code in} if the block does not widen
     * @param out of the output
     * @param widens whether it begins with a 1x1 convolution
     * @param stride of the filters
     * @param shortcut whether the input is added
     */
    record Shape(int in, int wide, int out, boolean widens, int stride, boolean shortcut) {}

    private final Sequential block;
    private final boolean shortcut;

    LinearBottleneck(Shape shape, BatchNormOptions norm, Activation activation, Initializer init) {
        List<Layer> layers = new ArrayList<>();
        Optional<Activation> active = Optional.of(activation);
        if (shape.widens()) {
            layers.add(new ConvNormActivation(shape.in(), shape.wide(), 1, 1, 1, norm, active, init));
        }
        layers.add(new ConvNormActivation(shape.wide(), shape.wide(), KERNEL, shape.stride(), shape.wide(), norm, active, init));
        layers.add(Conv2d.unbiased(shape.wide(), shape.out(), 1, Conv2dOptions.of(1, 0), init));
        layers.add(new BatchNorm2d(shape.out(), norm));
        this.block = child("conv", new Sequential(layers));
        this.shortcut = shape.shortcut();
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T y = block.forward(ops, x);
        return shortcut ? ops.add(y, x) : y;
    }
}
