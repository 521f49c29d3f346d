// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.random.RandomGenerator;

/**
 * Blurs by a random amount, as torchvision's transform of that name.
 *
 * @param kernel width and height of the window, both odd
 * @param least least deviation of the bell in pixels, above 0
 * @param most largest deviation, at least {@code least}
 */
public record GaussianBlur(ImageSize kernel, double least, double most) implements Transform {

    public GaussianBlur {
        if (kernel.height() % 2 == 0 || kernel.width() % 2 == 0 || !(least > 0) || !(most >= least)) {
            throw new IllegalArgumentException(
                    "a blur has an odd window and rising deviations above 0, not " + kernel + " and " + least + " to " + most);
        }
    }

    @Override
    public Image apply(Image image, RandomGenerator random) {
        return Raster.blur(image, kernel, least + (most - least) * random.nextDouble());
    }

    @Override
    public boolean isRandom() {
        return true;
    }
}
