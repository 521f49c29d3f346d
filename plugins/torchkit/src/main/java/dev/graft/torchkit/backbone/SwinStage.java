// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.LayerNorm;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Blocks on one resolution, every second with shifted windows, and what halves the resolution behind them. On N x H x W x C. */
final class SwinStage extends Layer {

    private final List<SwinBlock> blocks = new ArrayList<>();
    private final Optional<PatchMerging> downsample;

    /**
     * A stage.
     *
     * @param dropPaths drop path rate of each block
     */
    SwinStage(
            int width, int heads, List<Double> dropPaths, SwinTransformer.DropRates drops, boolean downsamples, Initializer init) {
        for (int i = 0; i < dropPaths.size(); i++) {
            boolean shifted = i % 2 == 1;
            SwinTransformer.DropRates own = new SwinTransformer.DropRates(dropPaths.get(i), drops.element(), drops.attention());
            blocks.add(child("blocks." + i, new SwinBlock(width, heads, shifted, own, init)));
        }
        downsample = downsamples ? Optional.of(child("downsample", new PatchMerging(width, init))) : Optional.empty();
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T y = x;
        for (SwinBlock block : blocks) {
            y = block.forward(ops, y);
        }
        return y;
    }

    /** Half the height and width and twice the channels; the same map behind the last stage. */
    <T> T downsample(Ops<T> ops, T x) {
        return downsample.isPresent() ? downsample.get().forward(ops, x) : x;
    }

    /** Each two by two patches side by side, normalised and reduced. */
    private static final class PatchMerging extends Layer {

        private final int width;
        private final LayerNorm norm;
        private final Linear reduction;

        PatchMerging(int width, Initializer init) {
            this.width = width;
            norm = child("norm", new LayerNorm(4L * width, LayerNorm.DEFAULT_EPSILON));
            reduction = child("reduction", new Linear(4L * width, 2L * width, false, init));
        }

        @Override
        public <T> T forward(Ops<T> ops, T x) {
            T even = SwinBlock.padded(ops, x, ops.size(x, 1) % 2, ops.size(x, 2) % 2);
            long height = ops.size(even, 1) / 2;
            long columns = ops.size(even, 2) / 2;
            T pairs = ops.reshape(even, Ops.DYNAMIC, height, 2, columns, 2, width);
            // The published order of the four: down first, then to the right.
            T four = ops.reshape(ops.permute(pairs, 0, 1, 3, 4, 2, 5), Ops.DYNAMIC, height, columns, 4L * width);
            return reduction.forward(ops, norm.forward(ops, four));
        }
    }
}
