// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/**
 * A height and a width, in elements of a feature map.
 *
 * @param height rows, not negative
 * @param width columns, not negative
 */
public record Size2d(long height, long width) {

    /** Refuses negative sizes. */
    public Size2d {
        if (height < 0 || width < 0) {
            throw new IllegalArgumentException("A size cannot be negative: " + height + " x " + width);
        }
    }

    /** The same length in both directions. */
    public static Size2d square(long side) {
        return new Size2d(side, side);
    }

    /** Height, then width: the order of libtorch and ONNX. */
    public long[] toArray() {
        return new long[] {height, width};
    }
}
