// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Ops;

/** Multi-head self-attention among tokens N x L x C, with one layer for the queries and one for keys and values. */
final class TokenAttention extends Layer {

    private final int heads;
    private final int headWidth;
    private final Linear q;
    private final Linear kv;
    private final Linear proj;

    TokenAttention(int width, int heads, Initializer init) {
        this.heads = heads;
        this.headWidth = width / heads;
        q = child("q", new Linear(width, width, true, init));
        kv = child("kv", new Linear(width, 2L * width, true, init));
        proj = child("proj", new Linear(width, width, true, init));
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        long tokens = ops.size(x, 1);
        T queries = ops.permute(ops.reshape(q.forward(ops, x), Ops.DYNAMIC, tokens, heads, headWidth), 0, 2, 1, 3);
        T both = ops.reshape(kv.forward(ops, x), Ops.DYNAMIC, tokens, 2, heads, headWidth);
        T keys = ops.permute(ops.select(both, 2, 0), 0, 2, 3, 1);
        T values = ops.permute(ops.select(both, 2, 1), 0, 2, 1, 3);
        T attention = ops.softmax(ops.matmul(ops.scale(queries, 1 / Math.sqrt(headWidth)), keys), -1);
        T mixed = ops.permute(ops.matmul(attention, values), 0, 2, 1, 3);
        return proj.forward(ops, ops.reshape(mixed, Ops.DYNAMIC, tokens, (long) heads * headWidth));
    }
}
