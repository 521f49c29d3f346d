// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Resizes so that one edge has a length; the shape stays.
 *
 * @param length pixels, at least 1
 * @param edge which edge
 * @param interpolation how
 */
public record ResizeEdge(int length, Edge edge, Interpolation interpolation) implements Transform {

    /** The edge that gets the length. */
    public enum Edge {
        SHORT,
        LONG,
        WIDTH,
        HEIGHT;

        /** The name in a pipeline. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Image apply(Image image, RandomGenerator random) {
        double factor = (double) length / edgeOf(image);
        return Raster.resize(image, new ImageSize(scaled(image.height(), factor), scaled(image.width(), factor)), interpolation);
    }

    @Override
    public Optional<ImageSize> sizeAfter(Optional<ImageSize> before) {
        return Optional.empty();
    }

    @Override
    public boolean isRandom() {
        return false;
    }

    private int edgeOf(Image image) {
        return switch (edge) {
            case SHORT -> Math.min(image.width(), image.height());
            case LONG -> Math.max(image.width(), image.height());
            case WIDTH -> image.width();
            case HEIGHT -> image.height();
        };
    }

    private static int scaled(int length, double factor) {
        return (int) Math.max(1, Math.round(length * factor));
    }
}
