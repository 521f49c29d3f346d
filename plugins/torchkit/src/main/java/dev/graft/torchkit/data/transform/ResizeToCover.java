// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Resizes to the smallest size of the same shape that covers a window.
 *
 * @param window to be covered
 * @param interpolation how
 */
public record ResizeToCover(ImageSize window, Interpolation interpolation) implements Transform {

    @Override
    public Image apply(Image image, RandomGenerator random) {
        return resized(image, window.height(), window.width(), interpolation);
    }

    @Override
    public Optional<ImageSize> sizeAfter(Optional<ImageSize> before) {
        return Optional.empty();
    }

    @Override
    public boolean isRandom() {
        return false;
    }

    static Image resized(Image image, double height, double width, Interpolation interpolation) {
        double factor = Math.max(height / image.height(), width / image.width());
        return Raster.resize(
                image, new ImageSize(scaled(image.height(), factor), scaled(image.width(), factor)), interpolation);
    }

    private static int scaled(int length, double factor) {
        return (int) Math.max(1, Math.round(length * factor));
    }
}
