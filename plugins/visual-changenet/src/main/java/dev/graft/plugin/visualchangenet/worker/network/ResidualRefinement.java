// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker.network;

import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Ops;

/** A residual block whose branch counts a tenth. */
final class ResidualRefinement extends Layer {

    private static final double SHARE = 0.1;
    private static final Conv2dOptions SAME = Conv2dOptions.of(1, 1);

    private final Conv2d first;
    private final Conv2d second;

    ResidualRefinement(int width, Initializer init) {
        first = child("conv1.conv2d", Conv2d.biased(width, width, 3, SAME, init));
        second = child("conv2.conv2d", Conv2d.biased(width, width, 3, SAME, init));
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        return ops.add(ops.scale(second.forward(ops, ops.relu(first.forward(ops, x))), SHARE), x);
    }
}
