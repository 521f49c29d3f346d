// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Mirrors an image with a probability.
 *
 * @param probability 0 to 1
 * @param direction how
 */
public record RandomFlip(double probability, Direction direction) implements Transform {

    /** Which sides change places: left and right, top and bottom, or both. */
    public enum Direction {
        HORIZONTAL,
        VERTICAL,
        DIAGONAL;

        /** The name in a pipeline. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Image apply(Image image, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return image;
        }
        return Raster.flip(image, direction != Direction.VERTICAL, direction != Direction.HORIZONTAL);
    }

    @Override
    public boolean isRandom() {
        return true;
    }
}
