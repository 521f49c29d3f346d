// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Pool2dOptions;
import java.util.ArrayList;
import java.util.List;

/** The whole map as one window, whose tokens are the queries of all windows: what gives GC-ViT its global context. */
final class GlobalQueries extends Module {

    private static final Pool2dOptions HALVING = Pool2dOptions.of(3, 2, 1);

    private final List<FusedConvolution> extractions = new ArrayList<>();
    private final boolean halves;
    private final GlobalContextTransformer.Level level;

    /**
     * Queries of a level.
     *
     * @param halvings how often the map is halved to become as large as a window; it is looked at once even if that is 0
     */
    GlobalQueries(GlobalContextTransformer.Level level, int halvings, Initializer initializer, Initializer linear) {
        this.level = level;
        this.halves = halvings > 0;
        for (int i = 0; i < Math.max(1, halvings); i++) {
            extractions.add(child("to_q_global." + i, new FusedConvolution(level.width(), initializer, linear)));
        }
    }

    /** N x H x W x C to N x 1 x heads x tokens x channels of a head. */
    <T> T forward(Ops<T> ops, T x) {
        T map = ops.permute(x, 0, 3, 1, 2);
        for (FusedConvolution extraction : extractions) {
            map = extraction.forward(ops, map);
            map = halves ? ops.maxPool2d(map, HALVING) : map;
        }
        int side = level.window();
        // Of images larger than the published ones, the map is larger than a window.
        map = resampled(ops, map, side);
        T tokens = ops.reshape(map, Ops.DYNAMIC, 1, level.heads(), level.headWidth(), (long) side * side);
        return ops.transpose(tokens, 3, 4);
    }

    private static <T> T resampled(Ops<T> ops, T map, int side) {
        long height = ops.size(map, 2);
        long width = ops.size(map, 3);
        if (height == side && width == side) {
            return map;
        }
        T rows = ops.matmul(matrix(ops, height, side, map), map);
        return ops.matmul(rows, ops.transpose(matrix(ops, width, side, map), 0, 1));
    }

    private static <T> T matrix(Ops<T> ops, long from, int to, T like) {
        float[] weights = CubicResampling.matrix(Math.toIntExact(from), to, (double) from / to);
        return ops.constant(weights, new long[] {to, from}, like);
    }
}
