// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import dev.graft.torchkit.data.Image;
import dev.graft.torchkit.data.transform.ImageSize;
import java.nio.file.Path;
import java.util.List;

/**
 * How the pictures of an object under several lights become one.
 *
 * @param lights names in the order of the inputs; empty if there is a single picture without a light in its name
 * @param columns pictures side by side; 1 puts them below each other
 * @param size of each picture, to which it is resized before
 * @param extension ending of the files, with its dot
 */
public record LightLayout(List<String> lights, int columns, ImageSize size, String extension) {

    public LightLayout {
        lights = List.copyOf(lights);
        if (columns < 1 || pictures(lights) % columns != 0) {
            throw new IllegalArgumentException(pictures(lights) + " pictures cannot stand in " + columns + " columns");
        }
    }

    private static int pictures(List<String> lights) {
        return Math.max(1, lights.size());
    }

    /** The size of the joined picture. */
    public ImageSize joinedSize() {
        return new ImageSize(size.height() * pictures(lights) / columns, size.width() * columns);
    }

    /** The files of an object, in the order of the lights: {@code <stem>_<light><extension>}. */
    public List<Path> files(Path stem) {
        String name = stem.getFileName().toString();
        return lights.isEmpty()
                ? List.of(stem.resolveSibling(name + extension))
                : lights.stream().map(light -> stem.resolveSibling(name + "_" + light + extension)).toList();
    }

    /** Pictures of {@link #size}, row by row, as one. */
    Image joined(List<Image> pictures) {
        ImageSize whole = joinedSize();
        int rowBytes = size.width() * Image.CHANNELS;
        byte[] rgb = new byte[whole.height() * whole.width() * Image.CHANNELS];
        for (int i = 0; i < pictures.size(); i++) {
            int top = i / columns * size.height();
            int left = i % columns * rowBytes;
            for (int row = 0; row < size.height(); row++) {
                System.arraycopy(
                        pictures.get(i).rgb(), row * rowBytes, rgb, (top + row) * columns * rowBytes + left, rowBytes);
            }
        }
        return new Image(whole.width(), whole.height(), rgb);
    }
}
