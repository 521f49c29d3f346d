// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.random.RandomGenerator;

/**
 * Blurs with a Gaussian of random width, with a probability; borders are continued.
 *
 * @param probability 0 to 1
 * @param largestDeviation of the Gaussian in pixels, above 0; the deviation is drawn between 0 and it
 */
public record RandomBlur(double probability, double largestDeviation) implements Transform {

    private static final double REACH = 3;

    @Override
    public Image apply(Image image, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return image;
        }
        double deviation = Math.max(Double.MIN_NORMAL, largestDeviation * random.nextDouble());
        int reach = (int) Math.ceil(REACH * deviation);
        double[] kernel = new double[2 * reach + 1];
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = Math.exp(-0.5 * Math.pow((i - reach) / deviation, 2));
            sum += kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        byte[] rows = blurred(image, image.rgb(), kernel, 1, 0);
        return new Image(image.width(), image.height(), blurred(image, rows, kernel, 0, 1));
    }

    @Override
    public boolean isRandom() {
        return true;
    }

    private static byte[] blurred(Image size, byte[] rgb, double[] kernel, int stepX, int stepY) {
        byte[] result = new byte[rgb.length];
        int reach = kernel.length / 2;
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                for (int channel = 0; channel < Image.CHANNELS; channel++) {
                    double value = 0;
                    for (int i = 0; i < kernel.length; i++) {
                        int column = Math.min(size.width() - 1, Math.max(0, x + (i - reach) * stepX));
                        int row = Math.min(size.height() - 1, Math.max(0, y + (i - reach) * stepY));
                        value += kernel[i] * (rgb[(row * size.width() + column) * Image.CHANNELS + channel] & 0xff);
                    }
                    result[(y * size.width() + x) * Image.CHANNELS + channel] = (byte) Math.round(value);
                }
            }
        }
        return result;
    }
}
