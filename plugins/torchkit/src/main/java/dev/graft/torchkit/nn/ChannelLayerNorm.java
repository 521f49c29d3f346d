// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/** Layer normalisation over the channels of N x C x H x W, at each place for itself (ConvNeXt, arXiv:2201.03545). */
public final class ChannelLayerNorm extends Layer {

    private final LayerNorm norm;

    /** A normalisation over {@code channels} elements that starts as the identity. */
    public ChannelLayerNorm(long channels, double epsilon) {
        this.norm = child("", new LayerNorm(channels, epsilon));
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        return ops.permute(norm.forward(ops, ops.permute(x, 0, 2, 3, 1)), 0, 3, 1, 2);
    }
}
