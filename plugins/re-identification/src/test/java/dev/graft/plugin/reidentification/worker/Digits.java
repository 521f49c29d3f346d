// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** The digits of dist/examples. */
final class Digits {

    private static final Path ARCHIVE = Path.of("..", "..", "dist", "examples", "mnist-small.tar.gz");

    private Digits() {}

    /** The images of a split in the order of their names. */
    static List<BufferedImage> of(String split) throws IOException {
        TreeMap<String, BufferedImage> images = new TreeMap<>();
        try (InputStream file = Files.newInputStream(ARCHIVE);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && entry.getName().startsWith(split + "/")) {
                    images.put(entry.getName(), ImageIO.read(new ByteArrayInputStream(tar.readAllBytes())));
                }
            }
        }
        return new ArrayList<>(images.values());
    }
}
