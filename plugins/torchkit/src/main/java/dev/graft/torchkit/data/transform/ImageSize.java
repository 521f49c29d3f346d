// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

/**
 * Height and width in pixels.
 *
 * @param height at least 1
 * @param width at least 1
 */
public record ImageSize(int height, int width) {
    public ImageSize {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("an image has at least one pixel, not " + height + " x " + width);
        }
    }

    @Override
    public String toString() {
        return height + " x " + width;
    }
}
