// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.LayerNorm;
import dev.graft.torchkit.nn.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Blocks on one resolution, every second with global queries, and what halves the resolution behind them. On N x H x W x C. */
final class GlobalContextLevel extends Layer {

    private final GlobalQueries queries;
    private final List<GlobalContextBlock> blocks = new ArrayList<>();
    private final Optional<Reduction> downsample;

    /**
     * A level.
     *
     * @param halvings from the map to a window
     * @param dropPaths drop path rate of each block
     */
    GlobalContextLevel(
            GlobalContextTransformer.Level level,
            int halvings,
            List<Double> dropPaths,
            boolean downsamples,
            Initializer initializer,
            Initializer linear) {
        for (int i = 0; i < dropPaths.size(); i++) {
            blocks.add(child("blocks." + i, new GlobalContextBlock(level, i % 2 == 1, dropPaths.get(i), linear)));
        }
        int width = level.width();
        downsample = downsamples
                ? Optional.of(child("downsample", new Reduction(width, 2 * width, initializer, linear)))
                : Optional.empty();
        queries = child("q_global_gen", new GlobalQueries(level, halvings, initializer, linear));
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T global = queries.forward(ops, x);
        T y = x;
        for (GlobalContextBlock block : blocks) {
            y = block.forward(ops, y, global);
        }
        return y;
    }

    /** Half the height and width and twice the channels; the same map behind the last level. */
    <T> T downsample(Ops<T> ops, T x) {
        return downsample.isPresent() ? downsample.get().forward(ops, x) : x;
    }

    /** A normalised map, filtered, of half the height and width, normalised again. On N x H x W x C. */
    static final class Reduction extends Layer {

        private final LayerNorm norm1;
        private final FusedConvolution convolution;
        private final Conv2d reduction;
        private final LayerNorm norm2;

        Reduction(int in, int out, Initializer initializer, Initializer linear) {
            convolution = child("", new FusedConvolution(in, initializer, linear));
            reduction = child("reduction", Conv2d.unbiased(in, out, 3, Conv2dOptions.of(2, 1), initializer));
            norm2 = child("norm2", new LayerNorm(out, LayerNorm.DEFAULT_EPSILON));
            norm1 = child("norm1", new LayerNorm(in, LayerNorm.DEFAULT_EPSILON));
        }

        @Override
        public <T> T forward(Ops<T> ops, T x) {
            T map = ops.permute(norm1.forward(ops, x), 0, 3, 1, 2);
            T reduced = reduction.forward(ops, convolution.forward(ops, map));
            return norm2.forward(ops, ops.permute(reduced, 0, 2, 3, 1));
        }
    }
}
