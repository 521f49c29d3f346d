// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Cuts a window at a random place, after a rim was put around the image; an image that is still too small is padded evenly.
 *
 * @param size the window
 * @param padding width of the rim in pixels, at least 0
 * @param padValue value of the rim, 0 to 255
 */
public record RandomCrop(ImageSize size, int padding, int padValue) implements Transform {

    @Override
    public Image apply(Image image, RandomGenerator random) {
        Image large = Padding.atLeast(Padding.rim(image, padding, padValue), size, padValue);
        int top = random.nextInt(large.height() - size.height() + 1);
        int left = random.nextInt(large.width() - size.width() + 1);
        return Raster.crop(large, top, left, size);
    }

    @Override
    public Optional<ImageSize> sizeAfter(Optional<ImageSize> before) {
        return Optional.of(size);
    }

    @Override
    public boolean isRandom() {
        return true;
    }
}
