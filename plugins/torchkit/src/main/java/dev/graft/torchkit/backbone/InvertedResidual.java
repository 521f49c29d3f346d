// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Activation;
import dev.graft.torchkit.nn.BatchNormOptions;
import dev.graft.torchkit.nn.DropPath;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Widens by a 1x1 convolution, filters each channel, weighs the channels and narrows again, beside a shortcut where input and output are the
 * same channels: torchvision's {@code MBConv}.
 */
final class InvertedResidual extends Layer {

    /**
     * Its channels.
     *
     * @param in of the input
     * @param wide between; the same channels as {@code in} if the block does not widen
     * @param squeezed of the channel weights' hidden layer
     * @param out of the output
     * @param widens whether it begins with a 1x1 convolution
     * @param kernel of the filters
     * @param stride of the filters
     * @param shortcut whether the input is added
     */
    record Shape(int in, int wide, int squeezed, int out, boolean widens, int kernel, int stride, boolean shortcut) {}

    private final Sequential block;
    private final DropPath dropPath;
    private final boolean shortcut;

    InvertedResidual(Shape shape, double dropPath, BatchNormOptions norm, Activation activation, Initializer init) {
        List<Layer> layers = new ArrayList<>();
        Optional<Activation> active = Optional.of(activation);
        if (shape.widens()) {
            layers.add(new ConvNormActivation(shape.in(), shape.wide(), 1, 1, 1, norm, active, init));
        }
        layers.add(new ConvNormActivation(
                shape.wide(), shape.wide(), shape.kernel(), shape.stride(), shape.wide(), norm, active, init));
        layers.add(new SqueezeExcitation(shape.wide(), shape.squeezed(), activation, init));
        layers.add(new ConvNormActivation(shape.wide(), shape.out(), 1, 1, 1, norm, Optional.empty(), init));
        this.block = child("block", new Sequential(layers));
        this.dropPath = child("stochastic_depth", new DropPath(dropPath));
        this.shortcut = shape.shortcut();
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T y = block.forward(ops, x);
        return shortcut ? ops.add(dropPath.forward(ops, y), x) : y;
    }
}
