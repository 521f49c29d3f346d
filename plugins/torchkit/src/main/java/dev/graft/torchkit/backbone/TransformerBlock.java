// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.DropPath;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.LayerNorm;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Parameter;

/** Self-attention among tokens N x L x C and a perceptron, each beside a shortcut, with layer scale (arXiv:2103.17239). */
final class TransformerBlock extends Layer {

    static final double EPSILON = 1e-6;

    private static final double INITIAL_SCALE = 1e-5;

    private final LayerNorm norm1;
    private final SelfAttention attention;
    private final Parameter scale1;
    private final LayerNorm norm2;
    private final TokenPerceptron perceptron;
    private final Parameter scale2;
    private final DropPath dropPath;

    TransformerBlock(VisionTransformer.Shape shape, double dropPathRate, Initializer init) {
        norm1 = child("norm1", new LayerNorm(shape.width(), EPSILON));
        attention = child("attn", new SelfAttention(shape.width(), shape.heads(), init));
        scale1 = parameter("ls1.gamma", Initializer.constant(INITIAL_SCALE, shape.width()));
        norm2 = child("norm2", new LayerNorm(shape.width(), EPSILON));
        perceptron = child("mlp", new TokenPerceptron(shape.width(), shape.hidden(), shape.gated(), init));
        scale2 = parameter("ls2.gamma", Initializer.constant(INITIAL_SCALE, shape.width()));
        dropPath = child("drop_path", new DropPath(dropPathRate));
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T mixed = ops.mul(attention.forward(ops, norm1.forward(ops, x)), ops.read(scale1));
        T y = ops.add(x, dropPath.forward(ops, mixed));
        T changed = ops.mul(perceptron.forward(ops, norm2.forward(ops, y)), ops.read(scale2));
        return ops.add(y, dropPath.forward(ops, changed));
    }

    private static final class SelfAttention extends Module {

        private final int heads;
        private final int headWidth;
        private final Linear qkv;
        private final Linear proj;

        SelfAttention(int width, int heads, Initializer init) {
            this.heads = heads;
            this.headWidth = width / heads;
            qkv = child("qkv", new Linear(width, 3L * width, true, init));
            proj = child("proj", new Linear(width, width, true, init));
        }

        <T> T forward(Ops<T> ops, T x) {
            long tokens = ops.size(x, 1);
            T all = ops.reshape(qkv.forward(ops, x), Ops.DYNAMIC, tokens, 3, heads, headWidth);
            T queries = ops.permute(ops.select(all, 2, 0), 0, 2, 1, 3);
            T keys = ops.permute(ops.select(all, 2, 1), 0, 2, 3, 1);
            T values = ops.permute(ops.select(all, 2, 2), 0, 2, 1, 3);
            T attention = ops.softmax(ops.matmul(ops.scale(queries, 1 / Math.sqrt(headWidth)), keys), -1);
            T mixed = ops.permute(ops.matmul(attention, values), 0, 2, 1, 3);
            return proj.forward(ops, ops.reshape(mixed, Ops.DYNAMIC, tokens, (long) heads * headWidth));
        }
    }
}
