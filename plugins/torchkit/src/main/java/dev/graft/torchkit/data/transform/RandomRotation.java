// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.random.RandomGenerator;

/**
 * Turns an image about its middle, counter-clockwise by a random angle; what comes in from outside is black.
 *
 * @param degrees largest angle, above 0
 */
public record RandomRotation(double degrees) implements Transform {

    @Override
    public Image apply(Image image, RandomGenerator random) {
        return Raster.rotate(image, degrees * random.nextDouble());
    }

    @Override
    public boolean isRandom() {
        return true;
    }
}
