// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.parallel;

import dev.graft.torchkit.nn.BatchNorm2d;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Dropout;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Ops;

/** Three convolutions, each with a batch normalisation. */
final class CornerNetwork extends Layer {

    private static final int WIDTH = 16;

    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final Conv2d conv2;
    private final BatchNorm2d bn2;
    private final Conv2d conv3;
    private final BatchNorm2d bn3;
    private final Dropout dropout;
    private final Linear head;

    CornerNetwork(double dropoutRate, Initializer init) {
        conv1 = child("conv1", convolution(3, WIDTH, init));
        bn1 = child("bn1", new BatchNorm2d(WIDTH));
        conv2 = child("conv2", convolution(WIDTH, 2 * WIDTH, init));
        bn2 = child("bn2", new BatchNorm2d(2 * WIDTH));
        conv3 = child("conv3", convolution(2 * WIDTH, 2 * WIDTH, init));
        bn3 = child("bn3", new BatchNorm2d(2 * WIDTH));
        dropout = child("dropout", new Dropout(dropoutRate));
        int side = BrightCorners.SIDE / 8;
        head = child("head", new Linear(2L * WIDTH * side * side, BrightCorners.CLASSES, true, init));
    }

    private static Conv2d convolution(int in, int out, Initializer init) {
        return Conv2d.unbiased(in, out, 3, Conv2dOptions.of(2, 1), init);
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T first = ops.relu(bn1.forward(ops, conv1.forward(ops, x)));
        T second = ops.relu(bn2.forward(ops, conv2.forward(ops, first)));
        T third = ops.relu(bn3.forward(ops, conv3.forward(ops, second)));
        return head.forward(ops, dropout.forward(ops, ops.flatten(third)));
    }
}
