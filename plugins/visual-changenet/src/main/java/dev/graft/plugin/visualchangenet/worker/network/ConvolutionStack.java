// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker.network;

import dev.graft.torchkit.nn.BatchNorm2d;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Ops;

/** Two 3 x 3 convolutions with ReLU and batch normalisation between, numbered as in a torch Sequential. */
final class ConvolutionStack extends Layer {

    private static final Conv2dOptions SAME = Conv2dOptions.of(1, 1);

    private final Conv2d first;
    private final BatchNorm2d normalisation;
    private final Conv2d second;
    private final boolean activated;

    private ConvolutionStack(int in, int inner, int out, boolean activated, Initializer init) {
        first = child("0", Conv2d.biased(in, inner, 3, SAME, init));
        normalisation = child("2", new BatchNorm2d(inner));
        second = child("3", Conv2d.biased(inner, out, 3, SAME, init));
        this.activated = activated;
    }

    /** What two maps, joined along their channels, differ in. */
    static ConvolutionStack difference(int width, Initializer init) {
        return new ConvolutionStack(2 * width, width, width, true, init);
    }

    /** Logits of the classes. */
    static ConvolutionStack prediction(int width, int classes, Initializer init) {
        return new ConvolutionStack(width, classes, classes, false, init);
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T y = second.forward(ops, normalisation.forward(ops, ops.relu(first.forward(ops, x))));
        return activated ? ops.relu(y) : y;
    }
}
