// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/** The non-linearity between two layers. */
public enum Activation {
    /** max(x, 0). */
    RELU,
    /** x clamped to [0, 6]. */
    RELU6,
    /** x · sigmoid(x), also called swish. */
    SILU;

    /** The activation of each element. */
    public <T> T of(Ops<T> ops, T x) {
        return switch (this) {
            case RELU -> ops.relu(x);
            case RELU6 -> ops.hardtanh(x, 0, 6);
            case SILU -> ops.silu(x);
        };
    }
}
