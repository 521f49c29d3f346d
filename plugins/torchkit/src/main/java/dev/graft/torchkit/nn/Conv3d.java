// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/** Three-dimensional convolution without bias (a normalisation follows): N x in x T x H x W to N x out x T' x H' x W'; {@code weight}. */
public final class Conv3d extends Layer {

    private final Parameter weight;
    private final Window3d window;

    /** A convolution; the window says its kernel. */
    public Conv3d(long in, long out, Window3d window, Initializer init) {
        Size3d kernel = window.kernel();
        this.weight = parameter("weight", init.weight(new long[] {out, in, kernel.frames(), kernel.height(), kernel.width()}, 1));
        this.window = window;
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        return ops.conv3d(x, ops.read(weight), window);
    }
}
