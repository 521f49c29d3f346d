// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/** The non-linearity between two layers. */
public enum Activation {
    /** max(x, 0). */
    RELU,
    /** x · sigmoid(x), also called swish. */
    SILU;

    /** The activation of each element. */
    public <T> T of(Ops<T> ops, T x) {
        return this == RELU ? ops.relu(x) : ops.silu(x);
    }
}
