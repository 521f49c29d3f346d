// SPDX-License-Identifier: Apache-2.0
package org.example.tinymlp.worker;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Labelled images, one folder per class, as grey values from 0 to 1.
 *
 * @param images one row of {@code size * size} values per image
 * @param labels index of the class of each image
 */
record Pictures(float[][] images, int[] labels) {

    private static final float WHITE = 255;

    /**
     * Reads the images of a dataset. A file that is no image is skipped.
     *
     * @param folder with a folder of each class in it
     * @param classes the classes in the order of the network's outputs
     * @param size side of the square that images are scaled to, in pixels
     * @throws IOException if a folder cannot be read
     */
    static Pictures read(Path folder, List<String> classes, int size) throws IOException {
        List<float[]> images = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            for (Path file : files(folder.resolve(classes.get(label)))) {
                BufferedImage image = ImageIO.read(file.toFile());
                if (image == null) {
                    System.out.println("skipped " + file + ": it is no image");
                } else {
                    images.add(grey(image, size));
                    labels.add(label);
                }
            }
        }
        return new Pictures(images.toArray(float[][]::new), labels.stream().mapToInt(Integer::intValue).toArray());
    }

    int count() {
        return labels.length;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static float[] grey(BufferedImage image, int size) {
        BufferedImage square = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = square.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, size, size, null);
        graphics.dispose();
        int[] values = square.getRaster().getPixels(0, 0, size, size, (int[]) null);
        float[] grey = new float[values.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = values[i] / WHITE;
        }
        return grey;
    }
}
