// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The last step: bytes become floats, {@code (value - mean) / std} for each channel, and rows of pixels become planes of channels.
 *
 * @param mean of red, green, blue on the scale 0 to 255
 * @param std of red, green, blue on the scale 0 to 255, above 0
 * @param rgb whether the network sees red first; otherwise blue, and mean and std are in that order too
 */
public record Normalize(List<Double> mean, List<Double> std, boolean rgb) {

    /** Statistics of ImageNet, TAO's and MMClassification's default. */
    public static final Normalize IMAGENET =
            new Normalize(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375), true);

    private static final int VALUES = 256;

    public Normalize {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.size() != Image.CHANNELS || std.size() != Image.CHANNELS || std.stream().anyMatch(value -> !(value > 0))) {
            throw new IllegalArgumentException("three means and three positive deviations are needed, not " + mean + " and " + std);
        }
    }

    /** Writes an image's {@code 3 x height x width} floats at the buffer's position. Thread-safe as long as each has its own buffer. */
    public void write(Image image, FloatBuffer target) {
        int pixels = image.width() * image.height();
        byte[] source = image.rgb();
        float[] plane = new float[pixels];
        for (int channel = 0; channel < Image.CHANNELS; channel++) {
            float[] table = table(channel);
            int from = rgb ? channel : Image.CHANNELS - 1 - channel;
            for (int i = 0; i < pixels; i++) {
                plane[i] = table[source[i * Image.CHANNELS + from] & (VALUES - 1)];
            }
            target.put(plane);
        }
    }

    private float[] table(int channel) {
        float[] table = new float[VALUES];
        for (int value = 0; value < VALUES; value++) {
            table[value] = (float) ((value - mean.get(channel)) / std.get(channel));
        }
        return table;
    }
}
