// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/** Layer normalisation over the last dimension (arXiv:1607.06450). */
public final class LayerNorm extends Layer {

    /** What torch uses unless told otherwise. */
    public static final double DEFAULT_EPSILON = 1e-5;

    private final Parameter weight;
    private final Parameter bias;
    private final double epsilon;

    /** A normalisation over {@code size} elements that starts as the identity. */
    public LayerNorm(long size, double epsilon) {
        this.weight = parameter("weight", Initializer.constant(1, size));
        this.bias = parameter("bias", Initializer.constant(0, size));
        this.epsilon = epsilon;
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        return ops.layerNorm(x, ops.read(weight), ops.read(bias), epsilon);
    }
}
