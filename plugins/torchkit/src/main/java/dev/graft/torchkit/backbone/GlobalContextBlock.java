// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.DropPath;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.LayerNorm;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Parameter;
import java.util.Optional;

/** Attention within windows, by their own queries or by global ones, and a perceptron, each beside a shortcut. On N x H x W x C. */
final class GlobalContextBlock extends Module {

    private final int window;
    private final LayerNorm norm1;
    private final Attention attention;
    private final LayerNorm norm2;
    private final TokenPerceptron perceptron;
    private final Optional<Parameter> gamma1;
    private final Optional<Parameter> gamma2;
    private final DropPath dropPath;

    GlobalContextBlock(GlobalContextTransformer.Level level, boolean global, double dropPathRate, Initializer init) {
        window = level.window();
        norm1 = child("norm1", new LayerNorm(level.width(), LayerNorm.DEFAULT_EPSILON));
        attention = child("attn", new Attention(level, global, init));
        norm2 = child("norm2", new LayerNorm(level.width(), LayerNorm.DEFAULT_EPSILON));
        perceptron = child("mlp", new TokenPerceptron(level.width(), level.width() * level.expansion(), false, init));
        gamma1 = gamma("gamma1", level);
        gamma2 = gamma("gamma2", level);
        dropPath = child("drop_path", new DropPath(dropPathRate));
    }

    private Optional<Parameter> gamma(String name, GlobalContextTransformer.Level level) {
        return level.scale() == 0 ? Optional.empty() : Optional.of(parameter(name, Initializer.constant(level.scale(), level.width())));
    }

    /** @param queries of {@link GlobalQueries}, for blocks with global attention */
    <T> T forward(Ops<T> ops, T x, T queries) {
        Windows windows = Windows.of(ops.size(x, 1), ops.size(x, 2), window);
        T mixed = windows.joined(ops, attention.forward(ops, windows.split(ops, norm1.forward(ops, x)), queries));
        T y = ops.add(x, dropPath.forward(ops, scaled(ops, mixed, gamma1)));
        return ops.add(y, dropPath.forward(ops, scaled(ops, perceptron.forward(ops, norm2.forward(ops, y)), gamma2)));
    }

    private static <T> T scaled(Ops<T> ops, T x, Optional<Parameter> gamma) {
        return gamma.isPresent() ? ops.mul(x, ops.read(gamma.get())) : x;
    }

    private static final class Attention extends Module {

        private final GlobalContextTransformer.Level level;
        private final boolean global;
        private final RelativePositions positions;
        private final Linear qkv;
        private final Linear proj;

        Attention(GlobalContextTransformer.Level level, boolean global, Initializer init) {
            this.level = level;
            this.global = global;
            positions = child("", new RelativePositions(level.window(), level.heads(), init));
            qkv = child("qkv", new Linear(level.width(), parts() * (long) level.width(), true, init));
            proj = child("proj", new Linear(level.width(), level.width(), true, init));
        }

        private int parts() {
            return global ? 2 : 3;
        }

        /** Of windows N x windows x tokens x C. */
        <T> T forward(Ops<T> ops, T x, T globalQueries) {
            long windows = ops.size(x, 1);
            long tokens = ops.size(x, 2);
            T all = ops.reshape(qkv.forward(ops, x), Ops.DYNAMIC, windows, tokens, parts(), level.heads(), level.headWidth());
            T queries = global ? globalQueries : ops.permute(ops.select(all, 3, 0), 0, 1, 3, 2, 4);
            T keys = ops.permute(ops.select(all, 3, parts() - 2), 0, 1, 3, 4, 2);
            T values = ops.permute(ops.select(all, 3, parts() - 1), 0, 1, 3, 2, 4);
            T scores = ops.matmul(ops.scale(queries, 1 / Math.sqrt(level.headWidth())), keys);
            T attention = ops.softmax(ops.add(scores, positions.forward(ops, x)), -1);
            T mixed = ops.permute(ops.matmul(attention, values), 0, 1, 3, 2, 4);
            return proj.forward(ops, ops.reshape(mixed, Ops.DYNAMIC, windows, tokens, level.width()));
        }
    }
}
