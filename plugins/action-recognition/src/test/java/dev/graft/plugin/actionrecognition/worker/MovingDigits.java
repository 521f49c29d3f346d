// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Videos of handwritten digits that move in six ways. What leaves the picture comes in again on the other side, so that a single frame says
 * nothing of the motion. The digits to test with are not among those to learn from.
 */
final class MovingDigits {

    /** What the digits do. */
    enum Motion {
        left(-1, 0),
        right(1, 0),
        up(0, -1),
        down(0, 1),
        rising(1, -1),
        sinking(1, 1);

        private final int x;
        private final int y;

        Motion(int x, int y) {
            this.x = x;
            this.y = y;
        }
    }

    private static final Path ARCHIVE = Path.of("..", "..", "dist", "examples", "mnist-small.tar.gz");
    private static final int SIDE = 32;
    private static final int DIGIT = 16;
    private static final int SPEED = 2;

    private final Random random = new Random(17);
    private final List<BufferedImage> digits;

    private MovingDigits(List<BufferedImage> digits) {
        this.digits = digits;
    }

    /**
     * Writes videos below {@code <folder>/<motion>/}.
     *
     * @param split of the digits, {@code train} or {@code test}
     * @param videos of each motion
     */
    static void write(Path folder, String split, int videos, int frames) throws IOException {
        MovingDigits source = new MovingDigits(read(split));
        for (Motion motion : Motion.values()) {
            for (int i = 0; i < videos; i++) {
                source.write(folder.resolve(motion.name()).resolve(String.format("video%02d", i)).resolve("rgb"), motion, frames);
            }
        }
    }

    private void write(Path folder, Motion motion, int frames) throws IOException {
        Files.createDirectories(folder);
        BufferedImage digit = digits.get(random.nextInt(digits.size()));
        int x = random.nextInt(SIDE);
        int y = random.nextInt(SIDE);
        for (int i = 0; i < frames; i++) {
            BufferedImage frame = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
            for (int row = 0; row < DIGIT; row++) {
                for (int column = 0; column < DIGIT; column++) {
                    int toX = Math.floorMod(x + column + SPEED * motion.x * i, SIDE);
                    int toY = Math.floorMod(y + row + SPEED * motion.y * i, SIDE);
                    frame.getRaster().setSample(toX, toY, 0, digit.getRaster().getSample(column, row, 0));
                }
            }
            ImageIO.write(frame, "png", folder.resolve(String.format("%03d.png", i)).toFile());
        }
    }

    private static List<BufferedImage> read(String split) throws IOException {
        List<BufferedImage> digits = new ArrayList<>();
        try (InputStream file = Files.newInputStream(ARCHIVE);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path name = Path.of(entry.getName());
                if (entry.isFile() && name.getNameCount() == 3 && name.startsWith(split)) {
                    digits.add(small(ImageIO.read(new ByteArrayInputStream(tar.readAllBytes()))));
                }
            }
        }
        return digits;
    }

    private static BufferedImage small(BufferedImage digit) {
        BufferedImage small = new BufferedImage(DIGIT, DIGIT, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(digit, 0, 0, DIGIT, DIGIT, null);
        graphics.dispose();
        return small;
    }
}
