// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.LayerNorm;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Parameter;
import java.util.List;

/** The class token, first of N x L x C, attends to all tokens (CaiT, arXiv:2103.17239), as FAN uses it: all tokens are normalised. */
final class ClassAttentionBlock extends Layer {

    private final LayerNorm norm1;
    private final ClassAttention attention;
    private final LayerNorm norm2;
    private final Perceptron mlp;
    private final Parameter gamma1;
    private final Parameter gamma2;

    ClassAttentionBlock(int width, int heads, Initializer init) {
        norm1 = child("norm1", new LayerNorm(width, FanBlock.EPSILON));
        attention = child("attn", new ClassAttention(width, heads, init));
        norm2 = child("norm2", new LayerNorm(width, FanBlock.EPSILON));
        mlp = child("mlp", new Perceptron(width, init));
        gamma1 = parameter("gamma1", Initializer.constant(1, width));
        gamma2 = parameter("gamma2", Initializer.constant(1, width));
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        long others = ops.size(x, 1) - 1;
        T normed = norm1.forward(ops, x);
        T mixed = ops.concat(List.of(attention.forward(ops, normed), ops.slice(normed, 1, 1, others)), 1);
        T y = norm2.forward(ops, ops.add(x, ops.mul(mixed, ops.read(gamma1))));
        T token = ops.mul(mlp.forward(ops, ops.slice(y, 1, 0, 1)), ops.read(gamma2));
        return ops.add(y, ops.concat(List.of(token, ops.slice(y, 1, 1, others)), 1));
    }

    private static final class ClassAttention extends Module {

        private final int heads;
        private final int headWidth;
        private final Linear q;
        private final Linear k;
        private final Linear v;
        private final Linear proj;

        ClassAttention(int width, int heads, Initializer init) {
            this.heads = heads;
            this.headWidth = width / heads;
            q = child("q", new Linear(width, width, true, init));
            k = child("k", new Linear(width, width, true, init));
            v = child("v", new Linear(width, width, true, init));
            proj = child("proj", new Linear(width, width, true, init));
        }

        /** The new class token: N x 1 x C. */
        <T> T forward(Ops<T> ops, T x) {
            T query = byHead(ops, q.forward(ops, ops.slice(x, 1, 0, 1)));
            T keys = ops.transpose(byHead(ops, k.forward(ops, x)), 2, 3);
            T values = byHead(ops, v.forward(ops, x));
            T attention = ops.softmax(ops.matmul(ops.scale(query, 1 / Math.sqrt(headWidth)), keys), -1);
            T token = ops.permute(ops.matmul(attention, values), 0, 2, 1, 3);
            return proj.forward(ops, ops.reshape(token, Ops.DYNAMIC, 1, (long) heads * headWidth));
        }

        private <T> T byHead(Ops<T> ops, T x) {
            return ops.permute(ops.reshape(x, Ops.DYNAMIC, ops.size(x, 1), heads, headWidth), 0, 2, 1, 3);
        }
    }

    private static final class Perceptron extends Module {

        private final Linear fc1;
        private final Linear fc2;

        Perceptron(int width, Initializer init) {
            fc1 = child("fc1", new Linear(width, (long) width * FanBlock.EXPANSION, true, init));
            fc2 = child("fc2", new Linear((long) width * FanBlock.EXPANSION, width, true, init));
        }

        <T> T forward(Ops<T> ops, T x) {
            return fc2.forward(ops, ops.gelu(fc1.forward(ops, x)));
        }
    }
}
