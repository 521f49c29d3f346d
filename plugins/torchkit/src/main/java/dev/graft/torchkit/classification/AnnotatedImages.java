// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import dev.graft.torchkit.data.Image;
import dev.graft.torchkit.data.ImageDecoder;
import dev.graft.torchkit.picture.LabelledPicture;
import dev.graft.torchkit.picture.PictureFile;
import java.io.IOException;
import java.nio.file.Path;

/** Copies of classified images with their class written on, in the folders of the originals. Only the first, because each is a file. */
final class AnnotatedImages {

    /** Name of the folder. */
    static final String FOLDER = "images_annotated";

    private static final int MOST = 200;

    private final ImageDecoder decoder = new ImageDecoder();
    private final Path target;
    private final Path source;
    private int written;

    AnnotatedImages(Path results, Path source) {
        this.target = results.resolve(FOLDER);
        this.source = source;
    }

    void offer(Prediction prediction) throws IOException {
        if (written >= MOST) {
            return;
        }
        written++;
        Image image = decoder.decode(prediction.file());
        String name = source.relativize(prediction.file()).toString();
        PictureFile.write(
                target.resolve(name.substring(0, name.lastIndexOf('.')) + ".png"),
                () -> LabelledPicture.draw(image, prediction.label(), prediction.confidence()));
    }
}
