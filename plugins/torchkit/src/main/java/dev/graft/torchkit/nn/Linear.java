// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/** Affine map of the last dimension: ... x in to ... x out; {@code weight} (out x in) and, if wanted, {@code bias}. */
public final class Linear extends Layer {

    private final Parameter weight;
    private final Parameter bias;

    /** A linear layer; {@code withBias} adds a bias. */
    public Linear(long in, long out, boolean withBias, Initializer init) {
        long[] shape = {out, in};
        this.weight = parameter("weight", init.weight(shape, 1));
        this.bias = withBias ? parameter("bias", init.bias(shape)) : null;
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        return ops.linear(x, ops.read(weight), bias == null ? null : ops.read(bias));
    }
}
