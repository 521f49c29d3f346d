// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.BatchNorm2d;
import dev.graft.torchkit.nn.BatchNormOptions;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Sequential;
import java.util.List;

/** Two 3x3 convolutions beside a shortcut: torchvision's {@code BasicBlock}. */
final class ResidualBlock extends Layer {

    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final Conv2d conv2;
    private final BatchNorm2d bn2;
    private final Sequential downsample;

    ResidualBlock(ResidualShape shape, BatchNormOptions norm, Initializer init) {
        int width = shape.inner().get(0);
        conv1 = child("conv1", Conv2d.unbiased(shape.in(), width, 3, Conv2dOptions.of(shape.stride(), 1), init));
        bn1 = child("bn1", new BatchNorm2d(width, norm));
        conv2 = child("conv2", Conv2d.unbiased(width, shape.out(), 3, Conv2dOptions.of(1, 1), init));
        bn2 = child("bn2", new BatchNorm2d(shape.out(), norm));
        downsample = child("downsample", shortcut(shape, norm, init));
    }

    /** The identity, or a 1x1 convolution with a normalisation. */
    static Sequential shortcut(ResidualShape shape, BatchNormOptions norm, Initializer init) {
        if (!shape.projected()) {
            return new Sequential(List.of());
        }
        return new Sequential(List.of(
                Conv2d.unbiased(shape.in(), shape.out(), 1, Conv2dOptions.of(shape.stride(), 0), init),
                new BatchNorm2d(shape.out(), norm)));
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T y = ops.relu(bn1.forward(ops, conv1.forward(ops, x)));
        y = bn2.forward(ops, conv2.forward(ops, y));
        return ops.relu(ops.add(y, downsample.forward(ops, x)));
    }
}
