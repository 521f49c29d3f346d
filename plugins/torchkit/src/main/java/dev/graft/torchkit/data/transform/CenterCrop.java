// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Cuts the middle out; where the image is too small it is padded with black evenly on both sides, so that all images come out alike.
 *
 * @param size the window
 */
public record CenterCrop(ImageSize size) implements Transform {

    @Override
    public Image apply(Image image, RandomGenerator random) {
        Image large = Padding.atLeast(image, size, 0);
        return Raster.crop(large, (large.height() - size.height()) / 2, (large.width() - size.width()) / 2, size);
    }

    @Override
    public Optional<ImageSize> sizeAfter(Optional<ImageSize> before) {
        return Optional.of(size);
    }

    @Override
    public boolean isRandom() {
        return false;
    }
}
