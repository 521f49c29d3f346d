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

/** A 3x3 convolution between two 1x1, beside a shortcut; the stride is at the 3x3: torchvision's {@code Bottleneck}. */
final class BottleneckBlock extends Layer {

    static final int EXPANSION = 4;

    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final Conv2d conv2;
    private final BatchNorm2d bn2;
    private final Conv2d conv3;
    private final BatchNorm2d bn3;
    private final Sequential downsample;

    BottleneckBlock(ResidualShape shape, BatchNormOptions norm, Initializer init) {
        int first = shape.inner().get(0);
        int second = shape.inner().get(1);
        conv1 = child("conv1", Conv2d.unbiased(shape.in(), first, 1, Conv2dOptions.of(1, 0), init));
        bn1 = child("bn1", new BatchNorm2d(first, norm));
        conv2 = child("conv2", Conv2d.unbiased(first, second, 3, Conv2dOptions.of(shape.stride(), 1), init));
        bn2 = child("bn2", new BatchNorm2d(second, norm));
        conv3 = child("conv3", Conv2d.unbiased(second, shape.out(), 1, Conv2dOptions.of(1, 0), init));
        bn3 = child("bn3", new BatchNorm2d(shape.out(), norm));
        downsample = child("downsample", ResidualBlock.shortcut(shape, norm, init));
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T y = ops.relu(bn1.forward(ops, conv1.forward(ops, x)));
        y = ops.relu(bn2.forward(ops, conv2.forward(ops, y)));
        y = bn3.forward(ops, conv3.forward(ops, y));
        return ops.relu(ops.add(y, downsample.forward(ops, x)));
    }
}
