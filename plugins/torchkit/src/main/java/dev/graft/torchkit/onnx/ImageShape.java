// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

/**
 * The shape of one input image.
 *
 * @param channels number of channels, at least 1
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record ImageShape(long channels, long height, long width) {

    /** Number of dimensions. */
    static final int RANK = 3;

    /** Refuses sizes below 1. */
    public ImageShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "An image has at least one element, but the shape is " + channels + " x " + height + " x " + width);
        }
    }

    /** Number of values. */
    public long count() {
        return channels * height * width;
    }

    /** The shape of a batch of such images. */
    public long[] batch(long count) {
        return new long[] {count, channels, height, width};
    }
}
