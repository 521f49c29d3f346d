// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.torchkit.data.Image;
import dev.graft.torchkit.metric.ConfusionMatrix;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {

    @TempDir
    Path folder;

    @Test
    void theSquaresOfRecognisedClassesAreBlueAndThoseOfConfusedOnesRed() {
        ConfusionMatrix matrix = new ConfusionMatrix(List.of("cat", "dog"));
        IntStream.range(0, 90).forEach(i -> matrix.add(0, 0));
        IntStream.range(0, 50).forEach(i -> matrix.add(1, 0));
        IntStream.range(0, 50).forEach(i -> matrix.add(1, 1));
        BufferedImage picture = ConfusionMatrixPicture.draw(matrix);
        long blue = count(picture, color -> color.getBlue() > color.getRed() + 100);
        long red = count(picture, color -> color.getRed() > color.getBlue() + 60);
        // Of the four squares of 56 pixels one is all blue, and two are half of each colour.
        assertThat(blue).isGreaterThan(2400);
        assertThat(red).isBetween(1800L, 3200L);
    }

    @Test
    void manyClassesStillFit() {
        ConfusionMatrix matrix = new ConfusionMatrix(IntStream.range(0, 400).mapToObj(i -> "class " + i).toList());
        IntStream.range(0, 400).forEach(i -> matrix.add(i, i));
        BufferedImage picture = ConfusionMatrixPicture.draw(matrix);
        assertThat(picture.getWidth()).isBetween(1600, 1900);
        assertThat(count(picture, color -> color.getBlue() > color.getRed() + 100)).isGreaterThan(400 * 9);
    }

    @Test
    void curvesAreDrawnWhereTheirValuesAre() {
        BufferedImage picture = CurvePicture.draw(List.of(
                new CurvePicture.Panel("loss", List.of(new Curve("training", Map.of(1, 1.0, 2, 0.5, 3, 0.0)))),
                new CurvePicture.Panel("nothing", List.of(new Curve("empty", Map.of())))));
        assertThat(picture.getWidth()).isEqualTo(460);
        // A falling line begins in the upper left and ends in the lower right of its panel.
        assertThat(count(picture.getSubimage(62, 46, 120, 90), PictureTest::isBlue)).isPositive();
        assertThat(count(picture.getSubimage(320, 190, 120, 100), PictureTest::isBlue)).isPositive();
        assertThat(count(picture.getSubimage(320, 46, 120, 90), PictureTest::isBlue)).isZero();
    }

    @Test
    void pointsLieWhereTheirCoordinatesSayInTheColourOfTheirClass() {
        BufferedImage picture =
                EmbeddingPicture.draw(new double[][] {{0, 0}, {1, 1}}, new int[] {0, 1}, List.of("cat", "dog"));
        // The first lies in the lower left, the second in the upper right of the frame.
        assertThat(count(picture.getSubimage(25, 742, 40, 39), PictureTest::isVivid)).isPositive();
        assertThat(count(picture.getSubimage(700, 63, 43, 40), PictureTest::isVivid)).isPositive();
        assertThat(count(picture.getSubimage(25, 63, 40, 40), PictureTest::isVivid)).isZero();
    }

    @Test
    void rightMatchesAreFramedGreenAndWrongOnesRed() {
        Image black = new Image(4, 4, new byte[48]);
        BufferedImage picture = MatchPicture.draw(List.of(List.of(
                new MatchPicture.Entry(black, "query", MatchPicture.Verdict.UNKNOWN),
                new MatchPicture.Entry(black, "right", MatchPicture.Verdict.RIGHT),
                new MatchPicture.Entry(black, "wrong", MatchPicture.Verdict.WRONG))));
        assertThat(count(picture.getSubimage(0, 0, 140, 140), PictureTest::isVivid)).isZero();
        assertThat(count(picture.getSubimage(146, 0, 136, 140), color -> color.getGreen() > color.getRed() + 50)).isGreaterThan(1000);
        assertThat(count(picture.getSubimage(284, 0, 130, 140), color -> color.getRed() > color.getGreen() + 50)).isGreaterThan(1000);
    }

    @Test
    void valuesThatAreNoNumbersAreLeftOut() {
        assertThat(new Curve("loss", Map.of(1, Double.NaN, 2, 3.0)).points()).containsOnlyKeys(2);
    }

    @Test
    void smallImagesAreEnlargedByWholePixels() {
        byte[] rgb = new byte[28 * 28 * 3];
        rgb[0] = (byte) 255;
        BufferedImage picture = LabelledPicture.draw(new Image(28, 28, rgb), "digit_3", 0.93);
        assertThat(picture.getWidth()).isEqualTo(256);
        assertThat(picture.getHeight()).isEqualTo(28 * 9 + 46);
        assertThat(count(picture.getSubimage(0, 0, 256, 252), color -> color.equals(new Color(255, 0, 0)))).isEqualTo(81);
    }

    @Test
    void picturesAreWrittenAsPng() throws IOException {
        Path file = folder.resolve("deep/a.png");
        assertThat(PictureFile.write(file, () -> new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB))).isTrue();
        assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(3);
    }

    @Test
    void withoutFontsThePictureIsLeftOut() throws IOException {
        Path file = folder.resolve("a.png");
        boolean written = PictureFile.write(file, () -> {
            throw new InternalError("Fontconfig head is null");
        });
        assertThat(written).isFalse();
        assertThat(Files.exists(file)).isFalse();
    }

    private static boolean isBlue(Color color) {
        return color.getBlue() > color.getRed() + 100;
    }

    private static long count(BufferedImage picture, java.util.function.Predicate<Color> condition) {
        return IntStream.range(0, picture.getWidth() * picture.getHeight())
                .filter(i -> condition.test(new Color(picture.getRGB(i % picture.getWidth(), i / picture.getWidth()))))
                .count();
    }

    private static boolean isVivid(Color color) {
        return Math.max(color.getRed(), Math.max(color.getGreen(), color.getBlue()))
                > Math.min(color.getRed(), Math.min(color.getGreen(), color.getBlue())) + 40;
    }
}
