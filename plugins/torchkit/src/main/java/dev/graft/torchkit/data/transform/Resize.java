// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Resizes to a size, or, with {@code keepRatio}, to the largest size of the same shape that fits into it.
 *
 * @param size the target
 * @param keepRatio whether the shape stays
 * @param interpolation how
 */
public record Resize(ImageSize size, boolean keepRatio, Interpolation interpolation) implements Transform {

    @Override
    public Image apply(Image image, RandomGenerator random) {
        return Raster.resize(image, keepRatio ? fitted(image) : size, interpolation);
    }

    @Override
    public Optional<ImageSize> sizeAfter(Optional<ImageSize> before) {
        return keepRatio ? Optional.empty() : Optional.of(size);
    }

    @Override
    public boolean isRandom() {
        return false;
    }

    private ImageSize fitted(Image image) {
        double factor = Math.min((double) size.height() / image.height(), (double) size.width() / image.width());
        return new ImageSize(
                (int) Math.max(1, Math.round(image.height() * factor)), (int) Math.max(1, Math.round(image.width() * factor)));
    }
}
