// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.picture;

import dev.graft.torchkit.data.Image;
import java.util.Arrays;
import java.util.List;

/** Images of one size in a row, with a white line between two. */
public final class SideBySide {

    private static final int GAP = 2;

    private SideBySide() {}

    /** Joins the images from left to right. */
    public static Image of(List<Image> images) {
        Image first = images.get(0);
        int width = images.size() * (first.width() + GAP) - GAP;
        byte[] rgb = new byte[width * first.height() * Image.CHANNELS];
        Arrays.fill(rgb, (byte) 0xff);
        int bytes = first.width() * Image.CHANNELS;
        for (int i = 0; i < images.size(); i++) {
            Image image = images.get(i);
            if (image.width() != first.width() || image.height() != first.height()) {
                throw new IllegalArgumentException("images of different sizes do not stand side by side");
            }
            for (int row = 0; row < first.height(); row++) {
                System.arraycopy(
                        image.rgb(),
                        row * bytes,
                        rgb,
                        (row * width + i * (first.width() + GAP)) * Image.CHANNELS,
                        bytes);
            }
        }
        return new Image(width, first.height(), rgb);
    }
}
