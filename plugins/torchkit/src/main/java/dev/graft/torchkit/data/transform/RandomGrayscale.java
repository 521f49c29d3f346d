// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.random.RandomGenerator;

/**
 * Takes the colour away with a probability (luma of ITU-R BT.601).
 *
 * @param probability 0 to 1
 */
public record RandomGrayscale(double probability) implements Transform {

    @Override
    public Image apply(Image image, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return image;
        }
        byte[] rgb = image.rgb().clone();
        for (int i = 0; i < rgb.length; i += Image.CHANNELS) {
            byte luma = (byte) Math.round(ColorJitter.luma(rgb, i));
            rgb[i] = luma;
            rgb[i + 1] = luma;
            rgb[i + 2] = luma;
        }
        return new Image(image.width(), image.height(), rgb);
    }

    @Override
    public boolean isRandom() {
        return true;
    }
}
