// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/** Two-dimensional convolution: N x in x H x W to N x out x H' x W'; {@code weight} and, if wanted, {@code bias}. */
public final class Conv2d extends Layer {

    private final Parameter weight;
    private final Parameter bias;
    private final Conv2dOptions options;

    private Conv2d(long in, long out, Size2d kernel, Conv2dOptions options, boolean withBias, Initializer init) {
        if (in % options.groups() != 0 || out % options.groups() != 0) {
            throw new IllegalArgumentException(
                    in + " and " + out + " channels cannot be divided into " + options.groups() + " groups");
        }
        long[] shape = {out, in / options.groups(), kernel.height(), kernel.width()};
        this.weight = parameter("weight", init.weight(shape, options.groups()));
        this.bias = withBias ? parameter("bias", init.bias(shape)) : null;
        this.options = options;
    }

    /** A convolution with a bias and a square kernel. */
    public static Conv2d biased(long in, long out, long kernel, Conv2dOptions options, Initializer init) {
        return new Conv2d(in, out, Size2d.square(kernel), options, true, init);
    }

    /** A convolution without bias (a normalisation follows) and with a square kernel. */
    public static Conv2d unbiased(long in, long out, long kernel, Conv2dOptions options, Initializer init) {
        return new Conv2d(in, out, Size2d.square(kernel), options, false, init);
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        return ops.conv2d(x, ops.read(weight), bias == null ? null : ops.read(bias), options);
    }
}
