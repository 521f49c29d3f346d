// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Handwritten digits as a dataset of this network: 0 to 6 are known, 7 to 9 are unknown. Seven classes are few to learn what makes classes
 * differ, so that a digit turned by a quarter is a class of its own, as is usual with Omniglot (Vinyals et al. 2016). Turns that look like a
 * digit are left out, above all that of the 6, which would show the unknown 9.
 *
 * @param root the folder of the dataset
 */
record Digits(Path root) {

    private static final Path ARCHIVE = Path.of("..", "..", "dist", "examples", "mnist-small.tar.gz");
    private static final int FIRST_UNKNOWN = 7;
    private static final int TURNS = 4;

    /** Turns by quarters that look like a digit; the 1 lies down either way. */
    private static final Map<Integer, Set<Integer>> LEFT_OUT = Map.of(0, Set.of(2, 3), 1, Set.of(2, 3), 6, Set.of(2));

    /** The first images of each digit of dist/examples. */
    static Digits first(Path folder, int train, int test) throws IOException {
        Digits digits = new Digits(folder);
        try (InputStream file = Files.newInputStream(ARCHIVE);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path name = Path.of(entry.getName());
                boolean learnt = name.startsWith("train");
                if (entry.isFile() && name.getNameCount() == 3 && number(name) < (learnt ? train : test)) {
                    digits.add(name.getName(1).toString(), number(name), tar.readAllBytes(), learnt);
                }
            }
        }
        return digits;
    }

    /** All images of a folder with {@code images_train} and {@code images_val}. */
    static Digits of(Path folder, Path source) throws IOException {
        Digits digits = new Digits(folder);
        for (String split : new String[] {"train", "val"}) {
            try (Stream<Path> files = Files.walk(source.resolve("images_" + split))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    digits.add(file.getParent().getFileName().toString(), number(file), Files.readAllBytes(file), split.equals("train"));
                }
            }
        }
        return digits;
    }

    private static int number(Path name) {
        String file = name.getFileName().toString();
        return Integer.parseInt(file.substring(0, file.indexOf('.')));
    }

    private void add(String name, int number, byte[] png, boolean learnt) throws IOException {
        int digit = name.charAt(name.length() - 1) - '0';
        String file = number + ".png";
        if (digit >= FIRST_UNKNOWN) {
            write(Path.of("unknown_classes", learnt ? "reference" : "test", name, file), png);
            return;
        }
        write(Path.of("known_classes", learnt ? "reference" : "val", name, file), png);
        if (learnt) {
            // Every image is learnt from in half of its turns.
            for (int turn = 0; turn < TURNS; turn++) {
                if (!LEFT_OUT.getOrDefault(digit, Set.of()).contains(turn) && (number + turn) % 2 == 0) {
                    write(Path.of("known_classes", "train", name + "_turned_" + turn, file), turned(png, turn));
                }
            }
        }
    }

    private void write(Path name, byte[] png) throws IOException {
        Path target = root.resolve(name);
        Files.createDirectories(target.getParent());
        Files.write(target, png);
    }

    private static byte[] turned(byte[] png, int quarters) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        BufferedImage turned = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = turned.createGraphics();
        graphics.drawImage(
                image, AffineTransform.getQuadrantRotateInstance(quarters, image.getWidth() / 2.0, image.getHeight() / 2.0), null);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(turned, "png", out);
        return out.toByteArray();
    }

    String known(String split) {
        return root.resolve("known_classes").resolve(split).toString();
    }

    String unknown(String split) {
        return root.resolve("unknown_classes").resolve(split).toString();
    }
}
