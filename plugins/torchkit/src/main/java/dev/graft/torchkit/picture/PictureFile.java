// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.imageio.ImageIO;

/** Writes pictures as PNG files. */
public final class PictureFile {

    private static final Logger LOG = Logger.getLogger(PictureFile.class.getName());

    private PictureFile() {}

    /**
     * Draws and writes a picture. On a machine whose Java cannot draw letters (no font installed) it is left out, with a warning, because no
     * job should fail for its illustration.
     *
     * @return whether it was written
     */
    public static boolean write(Path file, Supplier<BufferedImage> drawing) throws IOException {
        BufferedImage picture;
        try {
            picture = drawing.get();
        } catch (LinkageError | InternalError e) {
            LOG.warning("no picture " + file.getFileName() + ", as this Java cannot draw letters (" + e + "); install fontconfig and a font");
            return false;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (!ImageIO.write(picture, "png", file.toFile())) {
            throw new IOException("this Java cannot write PNG files");
        }
        return true;
    }
}
