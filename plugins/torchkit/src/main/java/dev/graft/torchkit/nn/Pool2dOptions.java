// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/**
 * The window of a two-dimensional pooling.
 *
 * @param kernel size of the window, at least 1
 * @param stride step between two windows, at least 1
 * @param padding border on each side that counts as minus infinity (max) or zero (average)
 * @param ceilMode whether a window that reaches over the end still gives an output
 */
public record Pool2dOptions(Size2d kernel, Size2d stride, Size2d padding, boolean ceilMode) {

    /** Refuses kernels and strides below 1. */
    public Pool2dOptions {
        if (kernel.height() < 1 || kernel.width() < 1 || stride.height() < 1 || stride.width() < 1) {
            throw new IllegalArgumentException("Kernel and stride start at 1, but are " + kernel + ", " + stride);
        }
    }

    /** A square window, without ceil mode. */
    public static Pool2dOptions of(long kernel, long stride, long padding) {
        return new Pool2dOptions(Size2d.square(kernel), Size2d.square(stride), Size2d.square(padding), false);
    }
}
