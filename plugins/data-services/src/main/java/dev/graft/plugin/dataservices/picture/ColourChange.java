// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * A change of colours: hue and saturation in the YIQ space, then contrast and brightness.
 *
 * @param hueDegrees how far hues are turned
 * @param saturation factor of the saturation; 1 changes nothing
 * @param contrast how much larger the distance to the centre becomes; 0 changes nothing
 * @param centre value that contrast leaves as it is, 0 to 255
 * @param brightness what is added, -255 to 255
 */
public record ColourChange(double hueDegrees, double saturation, double contrast, double centre, double brightness) {

    private static final double[][] TO_YIQ = {{0.299, 0.587, 0.114}, {0.596, -0.274, -0.322}, {0.211, -0.523, 0.312}};
    private static final double[][] TO_RGB = {{1, 0.956, 0.621}, {1, -0.272, -0.647}, {1, -1.106, 1.703}};

    /** Whether nothing would change. */
    public boolean isNothing() {
        return !mixes() && contrast == 0 && brightness == 0;
    }

    private boolean mixes() {
        return hueDegrees % 360 != 0 || saturation != 1;
    }

    /** Changes an RGB picture in place. */
    public void apply(BufferedImage picture) {
        if (isNothing()) {
            return;
        }
        int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        double[][] mix = mix();
        double scale = 1 + contrast;
        double offset = centre - scale * centre + brightness;
        for (int i = 0; i < pixels.length; i++) {
            int red = pixels[i] >> 16 & 0xff;
            int green = pixels[i] >> 8 & 0xff;
            int blue = pixels[i] & 0xff;
            int pixel = 0;
            for (double[] row : mix) {
                double mixed = row[0] * red + row[1] * green + row[2] * blue;
                pixel = pixel << 8 | (int) Math.round(Math.max(0, Math.min(255, scale * mixed + offset)));
            }
            pixels[i] = pixel;
        }
    }

    private double[][] mix() {
        if (!mixes()) {
            return new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        }
        double cos = saturation * Math.cos(Math.toRadians(hueDegrees));
        double sin = saturation * Math.sin(Math.toRadians(hueDegrees));
        return product(TO_RGB, product(new double[][] {{1, 0, 0}, {0, cos, -sin}, {0, sin, cos}}, TO_YIQ));
    }

    private static double[][] product(double[][] left, double[][] right) {
        double[][] product = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int i = 0; i < 3; i++) {
                    product[row][column] += left[row][i] * right[i][column];
                }
            }
        }
        return product;
    }
}
