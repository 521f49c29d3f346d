// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Turns a square image by one of some quarters, with a probability.
 *
 * @param probability 0 to 1
 * @param quarters quarter turns counter-clockwise to choose from, 1 to 3 each, at least one
 */
public record RandomQuarterTurn(double probability, List<Integer> quarters) implements Transform {

    public RandomQuarterTurn {
        quarters = List.copyOf(quarters);
        if (quarters.isEmpty() || quarters.stream().anyMatch(turn -> turn < 1 || turn > 3)) {
            throw new IllegalArgumentException("images are turned by one to three quarters, not by " + quarters);
        }
    }

    @Override
    public Image apply(Image image, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return image;
        }
        Image turned = image;
        for (int i = quarters.get(random.nextInt(quarters.size())); i > 0; i--) {
            turned = turn(turned);
        }
        return turned;
    }

    @Override
    public Optional<ImageSize> sizeAfter(Optional<ImageSize> before) {
        return before.filter(size -> size.height() == size.width());
    }

    @Override
    public boolean isRandom() {
        return true;
    }

    private static Image turn(Image image) {
        int width = image.height();
        int height = image.width();
        byte[] rgb = new byte[image.rgb().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = (x * image.width() + image.width() - 1 - y) * Image.CHANNELS;
                System.arraycopy(image.rgb(), from, rgb, (y * width + x) * Image.CHANNELS, Image.CHANNELS);
            }
        }
        return new Image(width, height, rgb);
    }
}
