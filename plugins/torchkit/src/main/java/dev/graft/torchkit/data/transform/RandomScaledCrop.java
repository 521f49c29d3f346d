// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Resizes, keeping the shape, so that the window is a random share of what covers it, and cuts the window out at a random place: TAO's random
 * crop for its Keras classifiers.
 *
 * @param window the target
 * @param leastShare least share of the window's sides in those of the resized image, above 0 and at most 1; the largest is 1
 * @param interpolation how
 */
public record RandomScaledCrop(ImageSize window, double leastShare, Interpolation interpolation) implements Transform {

    /** Refuses a share out of range. */
    public RandomScaledCrop {
        if (!(leastShare > 0 && leastShare <= 1)) {
            throw new IllegalArgumentException("the least share is above 0 and at most 1, not " + leastShare);
        }
    }

    @Override
    public Image apply(Image image, RandomGenerator random) {
        double share = leastShare + (1 - leastShare) * random.nextDouble();
        Image large = ResizeToCover.resized(image, window.height() / share, window.width() / share, interpolation);
        return new RandomCrop(window, 0, 0).apply(large, random);
    }

    @Override
    public Optional<ImageSize> sizeAfter(Optional<ImageSize> before) {
        return Optional.of(window);
    }

    @Override
    public boolean isRandom() {
        return true;
    }
}
