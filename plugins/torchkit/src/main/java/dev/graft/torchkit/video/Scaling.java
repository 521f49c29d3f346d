// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.video;

import dev.graft.torchkit.data.Image;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Bytes become floats: {@code (value / 255 - mean) / deviation} for each channel.
 *
 * @param mean for each channel, or one for all
 * @param deviation for each channel, or one for all, above 0
 */
public record Scaling(List<Double> mean, List<Double> deviation) {

    private static final double BYTE = 255;

    public Scaling {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.isEmpty() || deviation.isEmpty() || deviation.stream().anyMatch(value -> !(value > 0))) {
            throw new IllegalArgumentException("a mean and a positive deviation are needed, not " + mean + " and " + deviation);
        }
    }

    /**
     * Writes pictures at the buffer's position.
     *
     * @param channels how many of each picture's channels
     * @param stacked whether all channels of a picture come before the next picture; otherwise all pictures of a channel before the next
     *     channel
     */
    void write(List<Image> pictures, int channels, boolean stacked, FloatBuffer target) {
        if (stacked) {
            for (Image picture : pictures) {
                for (int channel = 0; channel < channels; channel++) {
                    write(picture, channel, target);
                }
            }
        } else {
            for (int channel = 0; channel < channels; channel++) {
                for (Image picture : pictures) {
                    write(picture, channel, target);
                }
            }
        }
    }

    private void write(Image picture, int channel, FloatBuffer target) {
        double shift = mean.get(Math.min(channel, mean.size() - 1));
        double scale = deviation.get(Math.min(channel, deviation.size() - 1));
        float[] plane = new float[picture.width() * picture.height()];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (float) (((picture.rgb()[i * Image.CHANNELS + channel] & 0xff) / BYTE - shift) / scale);
        }
        target.put(plane);
    }
}
