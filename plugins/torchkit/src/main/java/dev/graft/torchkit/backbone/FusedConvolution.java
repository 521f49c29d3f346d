// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;

/** Filters each channel, weighs the channels by what their means say and mixes them, beside a shortcut: GC-ViT's Fused-MBConv. */
final class FusedConvolution extends Layer {

    private final Conv2d filters;
    private final Excitation excitation;
    private final Conv2d mixing;

    FusedConvolution(int width, Initializer initializer, Initializer linear) {
        filters = child("conv.0", Conv2d.unbiased(width, width, 3, Conv2dOptions.of(1, 1).withGroups(width), initializer));
        excitation = child("conv.2", new Excitation(width, linear));
        mixing = child("conv.3", Conv2d.unbiased(width, width, 1, Conv2dOptions.of(1, 0), initializer));
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T y = ops.gelu(filters.forward(ops, x));
        return ops.add(x, mixing.forward(ops, excitation.forward(ops, y)));
    }

    private static final class Excitation extends Module {

        private static final int REDUCTION = 4;

        private final int width;
        private final Linear squeeze;
        private final Linear excite;

        Excitation(int width, Initializer init) {
            this.width = width;
            squeeze = child("fc.0", new Linear(width, width / REDUCTION, false, init));
            excite = child("fc.2", new Linear(width / REDUCTION, width, false, init));
        }

        <T> T forward(Ops<T> ops, T x) {
            T means = ops.flatten(ops.globalAvgPool2d(x));
            T weights = ops.sigmoid(excite.forward(ops, ops.gelu(squeeze.forward(ops, means))));
            return ops.mul(x, ops.reshape(weights, Ops.DYNAMIC, width, 1, 1));
        }
    }
}
