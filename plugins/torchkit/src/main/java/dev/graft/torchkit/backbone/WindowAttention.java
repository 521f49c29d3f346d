// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Dropout;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;

/** Multi-head self-attention within windows N x windows x tokens x C, with a bias for each relative position. */
final class WindowAttention extends Module {

    private static final int TOKENS = SwinBlock.WINDOW * SwinBlock.WINDOW;

    private final int heads;
    private final int headWidth;
    private final RelativePositions positions;
    private final Linear qkv;
    private final Linear proj;
    private final Dropout attentionDropout;
    private final Dropout dropout;

    WindowAttention(int width, int heads, SwinTransformer.DropRates drops, Initializer init) {
        this.heads = heads;
        this.headWidth = width / heads;
        positions = child("", new RelativePositions(SwinBlock.WINDOW, heads, init));
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
        T scores = ops.add(ops.matmul(ops.scale(queries, 1 / Math.sqrt(headWidth)), keys), positions.forward(ops, x));
        if (grid.isShifted()) {
            scores = ops.add(scores, grid.mask(ops, x));
        }
        T attention = attentionDropout.forward(ops, ops.softmax(scores, -1));
        T mixed = ops.permute(ops.matmul(attention, values), 0, 1, 3, 2, 4);
        return dropout.forward(ops, proj.forward(ops, ops.reshape(mixed, Ops.DYNAMIC, windows, TOKENS, (long) heads * headWidth)));
    }
}
