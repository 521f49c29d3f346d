// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;

/** Grows images by a rim of one value. */
final class Padding {

    private Padding() {}

    /** The image, centred on a ground of at least that size. */
    static Image atLeast(Image image, ImageSize size, int value) {
        int height = Math.max(image.height(), size.height());
        int width = Math.max(image.width(), size.width());
        return Raster.pad(
                image, (height - image.height()) / 2, (width - image.width()) / 2, new ImageSize(height, width), value);
    }

    /** The image with a rim of that many pixels on each side. */
    static Image rim(Image image, int pixels, int value) {
        return Raster.pad(
                image, pixels, pixels, new ImageSize(image.height() + 2 * pixels, image.width() + 2 * pixels), value);
    }
}
