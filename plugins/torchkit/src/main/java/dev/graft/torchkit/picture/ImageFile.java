// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.picture;

import dev.graft.torchkit.data.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/** Writes images as PNG files, pixel by pixel. */
public final class ImageFile {

    private ImageFile() {}

    /** Writes an image; folders are made. */
    public static void write(Path file, Image image) throws IOException {
        PictureFile.write(file, () -> buffered(image));
    }

    /** An image as Java2D has it. */
    static BufferedImage buffered(Image image) {
        BufferedImage buffered = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[image.width() * image.height()];
        byte[] rgb = image.rgb();
        for (int i = 0; i < pixels.length; i++) {
            int at = i * Image.CHANNELS;
            pixels[i] = (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | rgb[at + 2] & 0xff;
        }
        buffered.setRGB(0, 0, image.width(), image.height(), pixels, 0, image.width());
        return buffered;
    }
}
