// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The digits of dist/examples as a dataset of this network: {@code images_train}, {@code images_val} and {@code images_test}.
 *
 * @param root the folder of the dataset
 */
record Digits(Path root) {

    private static final Path ARCHIVE = Path.of("..", "..", "dist", "examples", "mnist-small.tar.gz");

    /** The first images of the digits 0 to {@code last}. */
    static Digits first(Path folder, int last, int train, int test) throws IOException {
        try (InputStream file = Files.newInputStream(ARCHIVE);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path name = Path.of(entry.getName());
                if (entry.isFile() && name.getNameCount() == 3 && isWanted(name, last, name.startsWith("train") ? train : test)) {
                    write(folder, name, tar.readAllBytes());
                }
            }
        }
        return new Digits(folder);
    }

    private static boolean isWanted(Path name, int last, int most) {
        String digit = name.getName(1).toString();
        String file = name.getFileName().toString();
        return digit.charAt(digit.length() - 1) - '0' <= last && Integer.parseInt(file.substring(0, file.indexOf('.'))) < most;
    }

    private static void write(Path folder, Path name, byte[] bytes) throws IOException {
        for (String split : name.startsWith("train") ? List.of("images_train") : List.of("images_val", "images_test")) {
            Path target = folder.resolve(split).resolve(name.getName(1)).resolve(name.getFileName());
            Files.createDirectories(target.getParent());
            Files.write(target, bytes);
        }
    }

    String images(String split) {
        return root.resolve("images_" + split).toString();
    }
}
