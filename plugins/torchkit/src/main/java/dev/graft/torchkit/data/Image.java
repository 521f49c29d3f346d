// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

/**
 * A decoded picture: 8 bits a channel, RGB, rows from the top, no padding.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param rgb {@code height x width x 3} values; not copied, and never changed after construction
 */
public record Image(int width, int height, byte[] rgb) {

    /** Number of channels. */
    public static final int CHANNELS = 3;

    public Image {
        if (width < 1 || height < 1 || (long) width * height * CHANNELS != rgb.length) {
            throw new IllegalArgumentException(
                    "a picture of " + width + " x " + height + " pixels does not have " + rgb.length + " values");
        }
    }
}
