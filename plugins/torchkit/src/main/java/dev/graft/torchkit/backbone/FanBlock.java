// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.DropPath;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.LayerNorm;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Parameter;
import dev.graft.torchkit.nn.Size2d;

/** Attention among tokens, then among channels, each beside a shortcut, with layer scale and drop path. */
final class FanBlock extends Module {

    static final double EPSILON = 1e-6;
    static final int EXPANSION = 4;

    private final LayerNorm norm1;
    private final TokenAttention attention;
    private final LayerNorm norm2;
    private final ChannelAttention channels;
    private final Parameter gamma1;
    private final Parameter gamma2;
    private final DropPath dropPath;

    FanBlock(int width, int heads, double dropPathRate, Initializer init) {
        norm1 = child("norm1", new LayerNorm(width, EPSILON));
        attention = child("attn", new TokenAttention(width, heads, init));
        norm2 = child("norm2", new LayerNorm(width, EPSILON));
        channels = child("mlp", new ChannelAttention(width, heads, width * EXPANSION, init));
        gamma1 = parameter("gamma1", Initializer.constant(1, width));
        gamma2 = parameter("gamma2", Initializer.constant(1, width));
        dropPath = child("drop_path", new DropPath(dropPathRate));
    }

    <T> T forward(Ops<T> ops, T x, Size2d grid) {
        T mixed = ops.mul(attention.forward(ops, norm1.forward(ops, x)), ops.read(gamma1));
        T y = ops.add(x, dropPath.forward(ops, mixed));
        T weighted = ops.mul(channels.forward(ops, norm2.forward(ops, y), grid), ops.read(gamma2));
        return ops.add(y, dropPath.forward(ops, weighted));
    }
}
