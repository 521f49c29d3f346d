// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.graft.torchkit.data.Image;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransformTest {

    private final SplittableRandom random = new SplittableRandom(1);

    /** Grey pixels 0, 1, 2 and so on, row by row. */
    private static Image counting(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 3);
        }
        return new Image(width, height, rgb);
    }

    private static List<Integer> red(Image image) {
        return IntStream.range(0, image.width() * image.height()).map(i -> image.rgb()[3 * i] & 0xff).boxed().toList();
    }

    @Test
    void resizingGivesTheSizeAndKeepsPlainColours() {
        Image plain = new Image(4, 4, filled(48, 90));
        Image resized = new Resize(new ImageSize(7, 5), false, Interpolation.BILINEAR).apply(plain, random);
        assertThat(resized.height()).isEqualTo(7);
        assertThat(resized.width()).isEqualTo(5);
        assertThat(red(resized)).containsOnly(90);
    }

    @Test
    void resizingTwiceAsLargeIsBilinear() {
        Image two = new Image(2, 1, new byte[] {0, 0, 0, 100, 100, 100});
        Image four = new Resize(new ImageSize(1, 4), false, Interpolation.BILINEAR).apply(two, random);
        // Pixel centres lie at -0.25, 0.25, 0.75 and 1.25 of the source.
        assertThat(red(four)).containsExactly(0, 25, 75, 100);
    }

    @Test
    void aKeptRatioFitsIntoTheSize() {
        Image resized = new Resize(new ImageSize(50, 50), true, Interpolation.BILINEAR).apply(counting(20, 10), random);
        assertThat(new ImageSize(resized.height(), resized.width())).isEqualTo(new ImageSize(25, 50));
    }

    @Test
    void theShortEdgeGetsTheLength() {
        Image resized = new ResizeEdge(5, ResizeEdge.Edge.SHORT, Interpolation.AREA).apply(counting(20, 10), random);
        assertThat(new ImageSize(resized.height(), resized.width())).isEqualTo(new ImageSize(5, 10));
    }

    @Test
    void aBlurKeepsTheBrightnessAndSpreadsADot() {
        byte[] rgb = new byte[9 * 9 * 3];
        rgb[(4 * 9 + 4) * 3] = (byte) 250;
        List<Integer> blurred = red(new GaussianBlur(new ImageSize(5, 5), 1, 1).apply(new Image(9, 9, rgb), random));
        assertThat(blurred.stream().mapToInt(Integer::intValue).sum()).isBetween(235, 265);
        assertThat(blurred.get(4 * 9 + 4)).isBetween(30, 50).isGreaterThan(blurred.get(4 * 9 + 5));
        assertThat(blurred.get(4 * 9 + 5)).isEqualTo(blurred.get(3 * 9 + 4)).isPositive();
        assertThat(blurred.get(0)).isZero();
    }

    @Test
    void aWindowWithoutAMiddleIsRefused() {
        assertThatThrownBy(() -> new GaussianBlur(new ImageSize(4, 5), 1, 2)).hasMessageContaining("an odd window");
        assertThatThrownBy(() -> new GaussianBlur(new ImageSize(5, 5), 2, 1)).hasMessageContaining("rising deviations");
    }

    @Test
    void aTurnKeepsTheMiddleAndMovesTheCorners() {
        Image image = new Image(5, 5, filled(75, 200));
        RandomGenerator aQuarter = () -> 1L << 62;
        List<Integer> turned = red(new RandomRotation(180).apply(image, aQuarter));
        assertThat(turned.get(12)).isEqualTo(200);
        assertThat(turned.get(0)).as("what comes in from outside").isLessThan(60);
    }

    @Test
    void theCentreIsCutOut() {
        assertThat(red(new CenterCrop(new ImageSize(2, 2)).apply(counting(4, 4), random))).containsExactly(5, 6, 9, 10);
    }

    @Test
    void aTooSmallImageIsPaddedBeforeItIsCut() {
        assertThat(red(new CenterCrop(new ImageSize(3, 3)).apply(new Image(1, 1, filled(3, 9)), random)))
                .containsExactly(0, 0, 0, 0, 9, 0, 0, 0, 0);
    }

    @Test
    void flippingMirrors() {
        Image image = counting(3, 2);
        assertThat(red(new RandomFlip(1, RandomFlip.Direction.HORIZONTAL).apply(image, random)))
                .containsExactly(2, 1, 0, 5, 4, 3);
        assertThat(red(new RandomFlip(1, RandomFlip.Direction.VERTICAL).apply(image, random)))
                .containsExactly(3, 4, 5, 0, 1, 2);
        assertThat(red(new RandomFlip(1, RandomFlip.Direction.DIAGONAL).apply(image, random)))
                .containsExactly(5, 4, 3, 2, 1, 0);
        assertThat(new RandomFlip(0, RandomFlip.Direction.VERTICAL).apply(image, random)).isSameAs(image);
    }

    @Test
    void flippingKeepsToItsProbability() {
        Image image = counting(2, 1);
        long flipped = IntStream.range(0, 4000)
                .filter(i -> new RandomFlip(0.3, RandomFlip.Direction.HORIZONTAL).apply(image, random) != image)
                .count();
        assertThat(flipped).isBetween(1050L, 1350L);
    }

    @Test
    void randomCropsShowPartsOfTheImageAndItsRim() {
        Image image = counting(4, 4);
        RandomCrop crop = new RandomCrop(new ImageSize(4, 4), 2, 255);
        boolean moved = false;
        for (int i = 0; i < 50; i++) {
            List<Integer> pixels = red(crop.apply(image, random));
            moved |= pixels.contains(255);
            assertThat(pixels).allMatch(value -> value < 16 || value == 255);
        }
        assertThat(moved).isTrue();
    }

    @Test
    void randomResizedCropsKeepToTheirAreaAndShape() {
        RandomResizedCrop crop =
                new RandomResizedCrop(new ImageSize(8, 8), 0.25, 0.25, 1, 1, Interpolation.NEAREST);
        // A quarter of 16 x 16 with a square shape is a window of 8 x 8, so nothing is resized.
        for (int i = 0; i < 50; i++) {
            List<Integer> pixels = red(crop.apply(counting(16, 16), random));
            int first = pixels.get(0);
            assertThat(first % 16).isLessThanOrEqualTo(8);
            assertThat(pixels.get(63)).isEqualTo(first + 7 * 16 + 7);
        }
    }

    @Test
    void randomResizedCropsFallBackToTheCentreOfAnExtremeImage() {
        RandomResizedCrop crop = new RandomResizedCrop(new ImageSize(2, 2), 0.9, 1, 1, 1, Interpolation.NEAREST);
        Image strip = counting(64, 2);
        assertThat(red(crop.apply(strip, random))).containsExactly(31, 32, 95, 96);
    }

    @Test
    void jitterWithoutStrengthChangesNothing() {
        Image image = noise();
        assertThat(new ColorJitter(0, 0, 0, 0).apply(image, random).rgb()).isEqualTo(image.rgb());
    }

    @Test
    void jitterStaysWithinItsStrength() {
        Image image = new Image(1, 1, filled(3, 100));
        for (int i = 0; i < 200; i++) {
            assertThat(red(new ColorJitter(0.4, 0, 0, 0).apply(image, random)).get(0)).isBetween(60, 140);
        }
    }

    @Test
    void fullDesaturationIsGreyOfTheSameLuma() {
        Image image = new Image(1, 1, new byte[] {(byte) 255, 0, 0});
        assertThat(new RandomGrayscale(1).apply(image, random).rgb()).containsExactly(76, 76, 76);
    }

    @Test
    void halfATurnOfTheHueMakesRedCyan() {
        Image red = new Image(1, 1, new byte[] {(byte) 255, 0, 0});
        Image turned = new ColorJitter(0, 0, 0, 0.5).apply(red, new ConstantRandom(0.999999));
        assertThat(turned.rgb()).containsExactly(0, 255, 255);
    }

    @Test
    void erasingCoversAWindowOfTheWantedArea() {
        RandomErasing erasing = new RandomErasing(1, 0.25, 0.25, 1, new RandomErasing.RgbColor(200, 0, 0));
        assertThat(red(erasing.apply(new Image(8, 8, new byte[192]), random)).stream().filter(value -> value == 200).count())
                .isEqualTo(16);
    }

    @Test
    void normalisingGivesPlanesOfStandardisedValues() {
        Image image = new Image(2, 1, new byte[] {10, 20, 30, (byte) 200, (byte) 210, (byte) 220});
        FloatBuffer buffer = FloatBuffer.allocate(6);
        new Normalize(List.of(10.0, 20.0, 30.0), List.of(2.0, 4.0, 5.0), true).write(image, buffer);
        assertThat(buffer.array()).containsExactly(new float[] {0, 95, 0, 47.5f, 0, 38}, within(1e-5f));
    }

    @Test
    void withoutRgbBlueComesFirst() {
        FloatBuffer buffer = FloatBuffer.allocate(3);
        new Normalize(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), false)
                .write(new Image(1, 1, new byte[] {1, 2, 3}), buffer);
        assertThat(buffer.array()).containsExactly(3, 2, 1);
    }

    private static Image noise() {
        byte[] rgb = new byte[300];
        new Random(1).nextBytes(rgb);
        return new Image(10, 10, rgb);
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Always draws the same double, and 0 as integer. */
    private record ConstantRandom(double value) implements java.util.random.RandomGenerator {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public double nextDouble() {
            return value;
        }
    }
}
