// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * A dataset of people made of handwritten digits, in the layout of Market-1501. A person is two particular digits one above the other, each in a
 * colour of its own. Four cameras see them: as they are; dark and turned; small, tinted and on grey; slanted and pale. Each image is moved a
 * little and noisy. People who are looked for are none of those who are learnt from, and their digits are others.
 *
 * @param root the folder of the dataset
 */
record People(Path root) {

    static final int CAMERAS = 4;

    private static final int WIDTH = 32;
    private static final int HEIGHT = 64;
    private static final int DIGIT = 28;

    /**
     * Makes a dataset.
     *
     * @param learnt people to learn from, with {@code images} images of each camera
     * @param wanted people to look for, with one query and one gallery image of each camera
     */
    static People make(Path root, int learnt, int images, int wanted) throws IOException {
        People people = new People(root);
        List<BufferedImage> known = Digits.of("train");
        List<BufferedImage> unknown = Digits.of("test");
        Random random = new Random(17);
        for (int person = 1; person <= learnt; person++) {
            people.write(new Person(person, known, random), random, "sample_train", images);
        }
        for (int person = learnt + 1; person <= learnt + wanted; person++) {
            Person sought = new Person(person, unknown, random);
            people.write(sought, random, "sample_query", 1);
            people.write(sought, random, "sample_test", 1);
        }
        return people;
    }

    String folder(String name) {
        return root.resolve(name).toString();
    }

    private void write(Person person, Random random, String split, int images) throws IOException {
        Path folder = Files.createDirectories(root.resolve(split));
        for (int camera = 1; camera <= CAMERAS; camera++) {
            for (int image = 0; image < images; image++) {
                Path file = folder.resolve(String.format("%04d_c%ds1_%06d_00.png", person.number(), camera, image));
                ImageIO.write(seen(person.drawn(), camera, random), "png", file.toFile());
            }
        }
    }

    private static BufferedImage seen(BufferedImage person, int camera, Random random) {
        double x = random.nextInt(5) - 2;
        double y = random.nextInt(5) - 2;
        AffineTransform view = AffineTransform.getTranslateInstance(x, y);
        switch (camera) {
            case 2 -> view.rotate(Math.toRadians(9), WIDTH / 2.0, HEIGHT / 2.0);
            case 3 -> view.concatenate(new AffineTransform(0.8, 0, 0, 0.8, 0.1 * WIDTH, 0.1 * HEIGHT));
            case 4 -> view.concatenate(new AffineTransform(1, 0, -0.18, 1, 0.09 * HEIGHT, 0));
            default -> { }
        }
        BufferedImage moved = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = moved.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(person, view, null);
        graphics.dispose();
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                moved.setRGB(column, row, lit(moved.getRGB(column, row), camera, random));
            }
        }
        return moved;
    }

    private static int lit(int rgb, int camera, Random random) {
        double[] factors =
                switch (camera) {
                    case 2 -> new double[] {0.45, 0.45, 0.5, 0};
                    case 3 -> new double[] {0.75, 0.6, 0.5, 70};
                    case 4 -> new double[] {0.5, 0.5, 0.5, 110};
                    default -> new double[] {1, 1, 1, 0};
                };
        int lit = 0;
        for (int channel = 0; channel < 3; channel++) {
            int value = rgb >> 16 - 8 * channel & 0xff;
            double changed = value * factors[channel] + factors[3] + 6 * random.nextGaussian();
            lit = lit << 8 | (int) Math.max(0, Math.min(255, changed));
        }
        return lit;
    }

    /** Two digits and their colours. */
    private record Person(int number, BufferedImage drawn) {

        Person(int number, List<BufferedImage> digits, Random random) {
            this(number, new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB));
            for (int part = 0; part < 2; part++) {
                BufferedImage digit = digits.get(random.nextInt(digits.size()));
                Color color = Color.getHSBColor(random.nextFloat(), 0.6f + 0.4f * random.nextFloat(), 1);
                paint(digit, color, part * HEIGHT / 2 + 2);
            }
        }

        private void paint(BufferedImage digit, Color color, int top) {
            for (int y = 0; y < DIGIT; y++) {
                for (int x = 0; x < DIGIT; x++) {
                    int ink = digit.getRaster().getSample(x, y, 0);
                    Color mixed = new Color(color.getRed() * ink / 255, color.getGreen() * ink / 255, color.getBlue() * ink / 255);
                    drawn.setRGB(x + 2, y + top, mixed.getRGB());
                }
            }
        }
    }
}
