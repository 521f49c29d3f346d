// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.DropPath;
import dev.graft.torchkit.nn.Dropout;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.LayerNorm;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Ops;

/** Attention within windows and a perceptron, each beside a shortcut. On N x H x W x C. */
final class SwinBlock extends Layer {

    static final int WINDOW = 7;

    private static final int EXPANSION = 4;
    private static final int[] SIDES = {1, 2};

    private final boolean shifted;
    private final LayerNorm norm1;
    private final WindowAttention attention;
    private final LayerNorm norm2;
    private final Linear fc1;
    private final Linear fc2;
    private final Dropout dropout;
    private final DropPath dropPath;

    SwinBlock(int width, int heads, boolean shifted, SwinTransformer.DropRates drops, Initializer init) {
        this.shifted = shifted;
        norm1 = child("norm1", new LayerNorm(width, LayerNorm.DEFAULT_EPSILON));
        attention = child("attn", new WindowAttention(width, heads, drops, init));
        norm2 = child("norm2", new LayerNorm(width, LayerNorm.DEFAULT_EPSILON));
        fc1 = child("mlp.fc1", new Linear(width, (long) EXPANSION * width, true, init));
        fc2 = child("mlp.fc2", new Linear((long) EXPANSION * width, width, true, init));
        dropout = child("mlp.drop", new Dropout(drops.element()));
        dropPath = child("drop_path", new DropPath(drops.path()));
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T y = ops.add(x, dropPath.forward(ops, mixed(ops, norm1.forward(ops, x))));
        T wide = dropout.forward(ops, ops.gelu(fc1.forward(ops, norm2.forward(ops, y))));
        return ops.add(y, dropPath.forward(ops, dropout.forward(ops, fc2.forward(ops, wide))));
    }

    private <T> T mixed(Ops<T> ops, T x) {
        long height = ops.size(x, 1);
        long width = ops.size(x, 2);
        T whole = padded(ops, x, Math.floorMod(-height, WINDOW), Math.floorMod(-width, WINDOW));
        WindowGrid grid = WindowGrid.of(ops.size(whole, 1), ops.size(whole, 2), shifted);
        T rolled = ops.roll(whole, new long[] {-grid.shiftDown(), -grid.shiftRight()}, SIDES);
        T back = grid.joined(ops, attention.forward(ops, grid.split(ops, rolled), grid));
        T unrolled = ops.roll(back, new long[] {grid.shiftDown(), grid.shiftRight()}, SIDES);
        return ops.slice(ops.slice(unrolled, 1, 0, height), 2, 0, width);
    }

    /** N x H x W x C with zeros below and to the right. */
    static <T> T padded(Ops<T> ops, T x, long below, long right) {
        if (below == 0 && right == 0) {
            return x;
        }
        return ops.permute(ops.pad2d(ops.permute(x, 0, 3, 1, 2), 0, right, 0, below), 0, 2, 3, 1);
    }
}
