// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/**
 * A number of frames, a height and a width, in elements of a feature map.
 *
 * @param frames steps in time, not negative
 * @param height rows, not negative
 * @param width columns, not negative
 */
public record Size3d(long frames, long height, long width) {

    /** Refuses negative sizes. */
    public Size3d {
        if (frames < 0 || height < 0 || width < 0) {
            throw new IllegalArgumentException("A size cannot be negative: " + frames + " x " + height + " x " + width);
        }
    }

    /** The same length in all directions. */
    public static Size3d cube(long side) {
        return new Size3d(side, side, side);
    }

    /** Frames, height, width: the order of libtorch and ONNX. */
    public long[] toArray() {
        return new long[] {frames, height, width};
    }
}
