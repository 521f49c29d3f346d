// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.nn.Size2d;
import java.util.List;

/**
 * A learnt position of a class token and of each place of a grid, resampled to other grids as DINOv2's code does: bicubic, from the
 * centre of each place, the new grid taken a tenth longer.
 */
final class LearntPositions extends Module {

    static final String NAME = "pos_embed";

    private static final double LONGER = 0.1;

    private final Parameter positions;
    private final Size2d learnt;
    private final int width;

    LearntPositions(Size2d learnt, int width, Initializer init) {
        this.learnt = learnt;
        this.width = width;
        this.positions = parameter(NAME, init.truncatedNormal(1, 1 + learnt.height() * learnt.width(), width));
    }

    /** 1 x (1 + height · width) x C, that of the class token first. */
    <T> T forward(Ops<T> ops, Size2d grid) {
        T all = ops.read(positions);
        if (grid.equals(learnt)) {
            return all;
        }
        T places = ops.slice(all, 1, 1, learnt.height() * learnt.width());
        T rows = ops.matmul(
                resampling(ops, learnt.height(), grid.height(), all), ops.reshape(places, learnt.height(), learnt.width() * width));
        T resampled = ops.matmul(
                resampling(ops, learnt.width(), grid.width(), all), ops.reshape(rows, grid.height(), learnt.width(), width));
        return ops.concat(List.of(ops.slice(all, 1, 0, 1), ops.reshape(resampled, 1, grid.height() * grid.width(), width)), 1);
    }

    private static <T> T resampling(Ops<T> ops, long from, long to, T like) {
        float[] weights = CubicResampling.matrix(Math.toIntExact(from), Math.toIntExact(to), from / (to + LONGER));
        return ops.constant(weights, new long[] {to, from}, like);
    }
}
