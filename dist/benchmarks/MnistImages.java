// SPDX-License-Identifier: Apache-2.0

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** The npm package's arrays of grey values (0 to 1, 28 × 28 a digit) as folders of PNG files: the first so many to learn from, the last so many others. */
class MnistImages {

    private static final int SIDE = 28;

    private record Digit(int label, int[] grey) {
    }

    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[1]);
        int train = Integer.parseInt(arguments[2]);
        int val = Integer.parseInt(arguments[3]);
        List<Digit> digits = new ArrayList<>();
        for (int label = 0; label < 10; label++) {
            digits.addAll(read(Path.of(arguments[0], label + ".json"), label));
        }
        Collections.shuffle(digits, new Random(47));
        write(digits.subList(0, train), target.resolve("images_train"));
        write(digits.subList(digits.size() - val, digits.size()), target.resolve("images_val"));
        Files.write(target.resolve("classes.txt"), IntStream.range(0, 10).mapToObj(label -> "digit_" + label).toList());
    }

    private static List<Digit> read(Path file, int label) throws IOException {
        JsonNode values = new JsonMapper().readTree(file.toFile()).get("data");
        List<Digit> digits = new ArrayList<>();
        for (int from = 0; from + SIDE * SIDE <= values.size(); from += SIDE * SIDE) {
            int[] grey = new int[SIDE * SIDE];
            for (int at = 0; at < grey.length; at++) {
                grey[at] = (int) Math.round(255 * values.get(from + at).asDouble());
            }
            digits.add(new Digit(label, grey));
        }
        return digits;
    }

    private static void write(List<Digit> digits, Path folder) throws IOException {
        int number = 0;
        for (Digit digit : digits) {
            Path of = Files.createDirectories(folder.resolve("digit_" + digit.label()));
            BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setPixels(0, 0, SIDE, SIDE, digit.grey());
            ImageIO.write(image, "png", of.resolve(String.format("%05d.png", number++)).toFile());
        }
    }
}
