// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Dropout;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Parameter;

/** Multi-head self-attention within windows N x windows x tokens x C, with a bias for each relative position. */
final class WindowAttention extends Module {

    static final String BIAS_TABLE = "relative_position_bias_table";

    private static final int SIDE = SwinBlock.WINDOW;
    private static final int TOKENS = SIDE * SIDE;
    private static final int OFFSETS = 2 * SIDE - 1;

    private final int heads;
    private final int headWidth;
    private final Parameter biasTable;
    private final Linear qkv;
    private final Linear proj;
    private final Dropout attentionDropout;
    private final Dropout dropout;

    WindowAttention(int width, int heads, SwinTransformer.DropRates drops, Initializer init) {
        this.heads = heads;
        this.headWidth = width / heads;
        biasTable = parameter(BIAS_TABLE, init.truncatedNormal((long) OFFSETS * OFFSETS, heads));
        qkv = child("qkv", new Linear(width, 3L * width, true, init));
        attentionDropout = child("attn_drop", new Dropout(drops.attention()));
        proj = child("proj", new Linear(width, width, true, init));
        dropout = child("proj_drop", new Dropout(drops.element()));
    }

    <T> T forward(Ops<T> ops, T x, WindowGrid grid) {
        long windows = ops.size(x, 1);
        T all = ops.reshape(qkv.forward(ops, x), Ops.DYNAMIC, windows, TOKENS, 3, heads, headWidth);
        T queries = ops.permute(ops.select(all, 3, 0), 0, 1, 3, 2, 4);
        T keys = ops.permute(ops.select(all, 3, 1), 0, 1, 3, 4, 2);
        T values = ops.permute(ops.select(all, 3, 2), 0, 1, 3, 2, 4);
        T scores = ops.add(ops.matmul(ops.scale(queries, 1 / Math.sqrt(headWidth)), keys), bias(ops, x));
        if (grid.isShifted()) {
            scores = ops.add(scores, grid.mask(ops, x));
        }
        T attention = attentionDropout.forward(ops, ops.softmax(scores, -1));
        T mixed = ops.permute(ops.matmul(attention, values), 0, 1, 3, 2, 4);
        return dropout.forward(ops, proj.forward(ops, ops.reshape(mixed, Ops.DYNAMIC, windows, TOKENS, (long) heads * headWidth)));
    }

    /**
     * The bias of each pair of tokens: heads x tokens x tokens. Offsets down and to the right are looked up one after the other, by products
     * with matrices of ones and zeros, for which there is an operator everywhere.
     */
    private <T> T bias(Ops<T> ops, T like) {
        T table = ops.reshape(ops.transpose(ops.read(biasTable), 0, 1), heads, OFFSETS, OFFSETS);
        T down = ops.matmul(ops.constant(lookUp(), new long[] {TOKENS, OFFSETS}, like), table);
        T both = ops.matmul(down, ops.transpose(ops.constant(lookUp(), new long[] {TOKENS, OFFSETS}, like), 0, 1));
        T apart = ops.permute(ops.reshape(both, heads, SIDE, SIDE, SIDE, SIDE), 0, 1, 3, 2, 4);
        return ops.reshape(apart, heads, TOKENS, TOKENS);
    }

    /** A one where a pair of places in a row of a window has an offset; the largest offset comes from the last and the first place. */
    private static float[] lookUp() {
        float[] ones = new float[TOKENS * OFFSETS];
        for (int from = 0; from < SIDE; from++) {
            for (int to = 0; to < SIDE; to++) {
                ones[(from * SIDE + to) * OFFSETS + from - to + SIDE - 1] = 1;
            }
        }
        return ones;
    }
}
