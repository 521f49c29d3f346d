// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Ops;

/**
 * Two linear layers on each token N x ... x C, with GELU between; or gated, as SwiGLU (arXiv:2002.05202) in timm's packed form: the SiLU of
 * the first half of the hidden features weighs the second.
 */
final class TokenPerceptron extends Layer {

    private final int hidden;
    private final boolean gated;
    private final Linear fc1;
    private final Linear fc2;

    /** @param hidden outputs of the first layer */
    TokenPerceptron(int width, int hidden, boolean gated, Initializer init) {
        this.hidden = hidden;
        this.gated = gated;
        fc1 = child("fc1", new Linear(width, hidden, true, init));
        fc2 = child("fc2", new Linear(gated ? hidden / 2 : hidden, width, true, init));
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T wide = fc1.forward(ops, x);
        return fc2.forward(ops, gated ? gated(ops, wide) : ops.gelu(wide));
    }

    private <T> T gated(Ops<T> ops, T wide) {
        int last = ops.rank(wide) - 1;
        T gate = ops.silu(ops.slice(wide, last, 0, hidden / 2));
        return ops.mul(gate, ops.slice(wide, last, hidden / 2, hidden / 2));
    }
}
