// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/**
 * How a two-dimensional convolution moves over its input.
 *
 * @param stride step between two outputs, at least 1
 * @param padding zeros added on each side
 * @param dilation distance between two taps of the kernel, at least 1
 * @param groups number of blocks the channels are divided into, at least 1; as many as channels for a
 *     depthwise convolution
 */
public record Conv2dOptions(Size2d stride, Size2d padding, Size2d dilation, long groups) {

    private static final Size2d ONE = Size2d.square(1);

    /** Refuses strides, dilations and groups below 1. */
    public Conv2dOptions {
        if (stride.height() < 1 || stride.width() < 1 || dilation.height() < 1 || dilation.width() < 1 || groups < 1) {
            throw new IllegalArgumentException("Stride, dilation and groups start at 1, but are " + stride + ", "
                    + dilation + ", " + groups);
        }
    }

    /** A square stride and padding, no dilation, one group. */
    public static Conv2dOptions of(long stride, long padding) {
        return new Conv2dOptions(Size2d.square(stride), Size2d.square(padding), ONE, 1);
    }

    /** The same with the channels divided into groups. */
    public Conv2dOptions withGroups(long groups) {
        return new Conv2dOptions(stride, padding, dilation, groups);
    }
}
