// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.random.RandomGenerator;

/**
 * Covers a random window with one colour (Zhong et al. 2020, with MMClassification's parameters).
 *
 * @param probability 0 to 1
 * @param minArea least share of the image's area, above 0
 * @param maxArea largest share of the image's area, at most 1
 * @param minAspect least height / width; the largest is its inverse
 * @param fill value of the three channels, 0 to 255 each
 */
public record RandomErasing(double probability, double minArea, double maxArea, double minAspect, RgbColor fill)
        implements Transform {

    private static final int ATTEMPTS = 10;

    /**
     * A colour.
     *
     * @param red 0 to 255
     * @param green 0 to 255
     * @param blue 0 to 255
     */
    public record RgbColor(int red, int green, int blue) {}

    @Override
    public Image apply(Image image, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return image;
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double area = (double) image.width() * image.height() * (minArea + (maxArea - minArea) * random.nextDouble());
            double aspect = Math.exp(Math.log(minAspect) * (1 - 2 * random.nextDouble()));
            int height = (int) Math.round(Math.sqrt(area * aspect));
            int width = (int) Math.round(Math.sqrt(area / aspect));
            if (0 < width && width < image.width() && 0 < height && height < image.height()) {
                int top = random.nextInt(image.height() - height + 1);
                int left = random.nextInt(image.width() - width + 1);
                return covered(image, top, left, new ImageSize(height, width));
            }
        }
        return image;
    }

    @Override
    public boolean isRandom() {
        return true;
    }

    private Image covered(Image image, int top, int left, ImageSize window) {
        byte[] rgb = image.rgb().clone();
        for (int y = top; y < top + window.height(); y++) {
            for (int x = left; x < left + window.width(); x++) {
                int at = (y * image.width() + x) * Image.CHANNELS;
                rgb[at] = (byte) fill.red();
                rgb[at + 1] = (byte) fill.green();
                rgb[at + 2] = (byte) fill.blue();
            }
        }
        return new Image(image.width(), image.height(), rgb);
    }
}
