// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/** Transposed two-dimensional convolution with a bias, which enlarges: N x in x H x W to N x out x H' x W'; {@code weight} and {@code bias}. */
public final class ConvTranspose2d extends Layer {

    private final Parameter weight;
    private final Parameter bias;
    private final long stride;
    private final long padding;

    /** A convolution with a square kernel; the output's side is {@code (side - 1) * stride - 2 * padding + kernel}. */
    public ConvTranspose2d(long in, long out, long kernel, long stride, long padding, Initializer init) {
        this.weight = parameter("weight", init.weight(new long[] {in, out, kernel, kernel}, 1));
        this.bias = parameter("bias", init.bias(new long[] {out, in, kernel, kernel}));
        this.stride = stride;
        this.padding = padding;
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        return ops.convTranspose2d(x, ops.read(weight), ops.read(bias), stride, padding);
    }
}
