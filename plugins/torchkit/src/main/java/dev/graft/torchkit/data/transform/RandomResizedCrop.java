// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Cuts a window of random area and shape and resizes it (Szegedy et al. 2014, as in torchvision and MMClassification): ten tries, then the
 * largest centred window of an allowed shape.
 *
 * @param size the target
 * @param minArea least share of the image's area, above 0
 * @param maxArea largest share of the image's area, at most 1
 * @param minAspect least width / height, above 0
 * @param maxAspect largest width / height
 * @param interpolation how
 */
public record RandomResizedCrop(
        ImageSize size, double minArea, double maxArea, double minAspect, double maxAspect, Interpolation interpolation)
        implements Transform {

    private static final int ATTEMPTS = 10;

    public RandomResizedCrop {
        if (!(0 < minArea && minArea <= maxArea && maxArea <= 1 && 0 < minAspect && minAspect <= maxAspect)) {
            throw new IllegalArgumentException("a range of areas lies within (0, 1], a range of aspects above 0, both in rising order");
        }
    }

    @Override
    public Image apply(Image image, RandomGenerator random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double area = (double) image.width() * image.height() * between(random, minArea, maxArea);
            double aspect = Math.exp(between(random, Math.log(minAspect), Math.log(maxAspect)));
            int width = (int) Math.round(Math.sqrt(area * aspect));
            int height = (int) Math.round(Math.sqrt(area / aspect));
            if (0 < width && width <= image.width() && 0 < height && height <= image.height()) {
                int top = random.nextInt(image.height() - height + 1);
                int left = random.nextInt(image.width() - width + 1);
                return Raster.resize(Raster.crop(image, top, left, new ImageSize(height, width)), size, interpolation);
            }
        }
        return Raster.resize(largestAllowed(image), size, interpolation);
    }

    @Override
    public Optional<ImageSize> sizeAfter(Optional<ImageSize> before) {
        return Optional.of(size);
    }

    @Override
    public boolean isRandom() {
        return true;
    }

    private Image largestAllowed(Image image) {
        double aspect = Math.min(maxAspect, Math.max(minAspect, (double) image.width() / image.height()));
        int width = (int) Math.min(image.width(), Math.max(1, Math.round(image.height() * aspect)));
        int height = (int) Math.min(image.height(), Math.max(1, Math.round(image.width() / aspect)));
        return Raster.crop(
                image, (image.height() - height) / 2, (image.width() - width) / 2, new ImageSize(height, width));
    }

    private static double between(RandomGenerator random, double least, double most) {
        return least + (most - least) * random.nextDouble();
    }
}
