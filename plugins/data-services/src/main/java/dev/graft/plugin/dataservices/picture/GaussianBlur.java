// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * A blur with a bell-shaped kernel; beyond the edges the picture goes on with its last pixels.
 *
 * @param size width of the kernel in pixels, odd; 1 changes nothing
 * @param deviation of the bell in pixels, above 0
 */
public record GaussianBlur(int size, double deviation) {

    public GaussianBlur {
        if (size < 1 || size % 2 == 0 || !(deviation > 0)) {
            throw new IllegalArgumentException("a blur has an odd size and a deviation above 0, not " + size + " and " + deviation);
        }
    }

    /** Changes an RGB picture in place. */
    public void apply(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        double[] kernel = kernel();
        float[][] channels = new float[3][pixels.length];
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < pixels.length; i++) {
                channels[channel][i] = pixels[i] >> 16 - 8 * channel & 0xff;
            }
            channels[channel] = blurred(blurred(channels[channel], width, height, 1, 0, kernel), width, height, 0, 1, kernel);
        }
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.round(channels[0][i]) << 16 | Math.round(channels[1][i]) << 8 | Math.round(channels[2][i]);
        }
    }

    private double[] kernel() {
        double[] kernel = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double distance = i - size / 2;
            kernel[i] = Math.exp(-distance * distance / (2 * deviation * deviation));
            sum += kernel[i];
        }
        for (int i = 0; i < size; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    private static float[] blurred(float[] from, int width, int height, int stepX, int stepY, double[] kernel) {
        float[] to = new float[from.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int i = 0; i < kernel.length; i++) {
                    int distance = i - kernel.length / 2;
                    int column = Math.max(0, Math.min(width - 1, x + stepX * distance));
                    int row = Math.max(0, Math.min(height - 1, y + stepY * distance));
                    sum += kernel[i] * from[row * width + column];
                }
                to[y * width + x] = (float) sum;
            }
        }
        return to;
    }
}
