// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The digits of dist/examples as datasets of this network: {@code images_train}, {@code images_val}, {@code images_test} and
 * {@code classes.txt}.
 *
 * @param root the folder of one dataset
 */
record Digits(Path root) {

    private static final Path ARCHIVE = Path.of("..", "..", "dist", "examples", "mnist-small.tar.gz");

    /** All digits: 150 images of each to learn from, 50 of each to test. */
    static Digits all(Path folder) throws IOException {
        return some(folder, 0, 9, 150, 50);
    }

    /** The first images of the digits {@code from} to {@code to}. */
    static Digits some(Path folder, int from, int to, int train, int test) throws IOException {
        try (InputStream file = Files.newInputStream(ARCHIVE);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path name = Path.of(entry.getName());
                if (entry.isFile() && name.getNameCount() == 3) {
                    unpack(tar, folder, name, from, to, name.startsWith("train") ? train : test);
                }
            }
        }
        List<String> classes = IntStream.rangeClosed(from, to).mapToObj(digit -> "digit_" + digit).toList();
        Files.write(folder.resolve("classes.txt"), classes);
        return new Digits(folder);
    }

    private static void unpack(InputStream tar, Path folder, Path name, int from, int to, int most) throws IOException {
        String digit = name.getName(1).toString();
        int value = digit.charAt(digit.length() - 1) - '0';
        String file = name.getFileName().toString();
        int number = Integer.parseInt(file.substring(0, file.indexOf('.')));
        if (value < from || value > to || number >= most) {
            return;
        }
        byte[] bytes = tar.readAllBytes();
        for (String split : name.startsWith("train") ? List.of("images_train") : List.of("images_val", "images_test")) {
            Path target = folder.resolve(split).resolve(digit).resolve(file);
            Files.createDirectories(target.getParent());
            Files.write(target, bytes);
        }
    }

    Path images(String split) {
        return root.resolve("images_" + split);
    }

    Path classes() {
        return root.resolve("classes.txt");
    }

    /** Some image files of a split, in the order of their paths. */
    List<Path> files(String split) throws IOException {
        try (Stream<Path> files = Files.walk(images(split))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
