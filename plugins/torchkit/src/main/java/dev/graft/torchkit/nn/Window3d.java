// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/**
 * How a three-dimensional window moves over its input.
 *
 * @param kernel size of the window, at least 1
 * @param stride step between two windows, at least 1
 * @param padding border on each side: zero in a convolution, minus infinity in a maximum
 */
public record Window3d(Size3d kernel, Size3d stride, Size3d padding) {

    /** Refuses kernels and strides below 1. */
    public Window3d {
        for (Size3d size : new Size3d[] {kernel, stride}) {
            if (size.frames() < 1 || size.height() < 1 || size.width() < 1) {
                throw new IllegalArgumentException("Kernel and stride start at 1, but are " + kernel + ", " + stride);
            }
        }
    }

    /** The same in all directions. */
    public static Window3d of(long kernel, long stride, long padding) {
        return new Window3d(Size3d.cube(kernel), Size3d.cube(stride), Size3d.cube(padding));
    }
}
