// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.BatchNorm2d;
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

    ResidualBlock(int in, int width, int stride, Initializer init) {
        conv1 = child("conv1", Conv2d.unbiased(in, width, 3, Conv2dOptions.of(stride, 1), init));
        bn1 = child("bn1", new BatchNorm2d(width));
        conv2 = child("conv2", Conv2d.unbiased(width, width, 3, Conv2dOptions.of(1, 1), init));
        bn2 = child("bn2", new BatchNorm2d(width));
        downsample = child("downsample", shortcut(in, width, stride, init));
    }

    /** The identity where the shapes agree, otherwise a 1x1 convolution with a normalisation. */
    static Sequential shortcut(int in, int out, int stride, Initializer init) {
        if (stride == 1 && in == out) {
            return new Sequential(List.of());
        }
        return new Sequential(List.of(
                Conv2d.unbiased(in, out, 1, Conv2dOptions.of(stride, 0), init), new BatchNorm2d(out)));
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T y = ops.relu(bn1.forward(ops, conv1.forward(ops, x)));
        y = bn2.forward(ops, conv2.forward(ops, y));
        return ops.relu(ops.add(y, downsample.forward(ops, x)));
    }
}
