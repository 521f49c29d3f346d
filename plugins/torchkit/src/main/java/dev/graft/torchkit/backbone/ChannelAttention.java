// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.LayerNorm;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.nn.Size2d;

/**
 * FAN's attention among channels (arXiv:2204.12451, section 3.3): each channel of the perceptron's output is weighted by a
 * sigmoid of how its query agrees with the mean key over all tokens.
 */
final class ChannelAttention extends Module {

    private final int heads;
    private final int headWidth;
    private final Parameter temperature;
    private final SpatialPerceptron mlp;
    private final LayerNorm norm;
    private final Linear q;

    ChannelAttention(int width, int heads, int hidden, Initializer init) {
        this.heads = heads;
        this.headWidth = width / heads;
        temperature = parameter("temperature", Initializer.constant(1, heads, 1, 1));
        mlp = child("mlp_v", new SpatialPerceptron(width, hidden, init));
        norm = child("norm_v", new LayerNorm(width, LayerNorm.DEFAULT_EPSILON));
        q = child("q", new Linear(width, width, true, init));
    }

    /** Tokens N x (height · width) x C of a grid to tokens of the same shape. */
    <T> T forward(Ops<T> ops, T x, Size2d grid) {
        T weights = ops.reshape(weights(ops, x), Ops.DYNAMIC, 1, (long) heads * headWidth);
        return ops.mul(norm.forward(ops, mlp.forward(ops, x, grid)), weights);
    }

    /** N x heads x headWidth x 1. Queries and keys have the tokens last, so that both soft-maxes run over the last dimension. */
    private <T> T weights(Ops<T> ops, T x) {
        T queries = ops.softmax(byHead(ops, q.forward(ops, x)), -1);
        T keys = ops.mean(ops.softmax(byHead(ops, x), -1), true, 2);
        T agreement = ops.matmul(queries, ops.transpose(keys, 2, 3));
        return ops.mul(ops.sigmoid(agreement), ops.read(temperature));
    }

    private <T> T byHead(Ops<T> ops, T x) {
        return ops.permute(ops.reshape(x, Ops.DYNAMIC, ops.size(x, 1), heads, headWidth), 0, 2, 3, 1);
    }
}
