// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import dev.graft.plugin.visualchangenet.worker.spec.SegmentSpec;
import dev.graft.torchkit.data.Image;
import dev.graft.torchkit.picture.ImageFile;
import dev.graft.torchkit.picture.SideBySide;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes predicted masks as pictures, below {@code masks}, and beside the two pictures and the true mask, below
 * {@code combined_visualisation}.
 *
 * @param results takes the folders
 * @param reader has the pictures
 * @param spec says the colours of classes
 * @param drawEvery batches between two that are drawn
 * @param masked whether there are true masks
 */
record MaskPictures(Path results, SceneReader reader, SegmentSpec spec, int drawEvery, boolean masked) implements SceneVisitor {

    private static final int[][] COLORS = {
        {0, 0, 0}, {255, 255, 255}, {230, 75, 53}, {77, 187, 213}, {0, 160, 135}, {60, 84, 136}, {243, 155, 127}, {145, 209, 194}
    };

    @Override
    public void visit(int batch, int index, int[] classes, int[] truth) throws IOException {
        if (batch % drawEvery != 0) {
            return;
        }
        String name = reader.scenes().get(index).name().replaceAll("\\.[^.]*$", "").replaceAll("[^\\w.-]", "_") + ".png";
        ImageFile.write(results.resolve("masks").resolve(name), picture(classes));
        List<Image> row = new ArrayList<>();
        reader.first(index).ifPresent(row::add);
        reader.second(index).ifPresent(row::add);
        row.add(picture(classes));
        if (masked) {
            row.add(picture(truth));
        }
        ImageFile.write(results.resolve("combined_visualisation").resolve(name), SideBySide.of(row));
    }

    private Image picture(int[] classes) {
        byte[] rgb = new byte[classes.length * Image.CHANNELS];
        for (int i = 0; i < classes.length; i++) {
            for (int channel = 0; channel < Image.CHANNELS; channel++) {
                rgb[i * Image.CHANNELS + channel] = (byte) color(classes[i], channel);
            }
        }
        return new Image(spec.size().width(), spec.size().height(), rgb);
    }

    private int color(int label, int channel) {
        List<Double> chosen = spec.colors().get(label);
        return chosen == null ? COLORS[label % COLORS.length][channel] : chosen.get(channel).intValue();
    }
}
