// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

    private final ImageDecoder decoder = new ImageDecoder();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "a.bmp", "a.jpg"})
    void pixelsComeAsRedGreenBlueFromTheUpperLeft(String name) throws IOException {
        Image image = decoder.decode(Pictures.plain(folder.resolve(name), 6, 4, new Color(200, 100, 30)));
        assertThat(image.width()).isEqualTo(6);
        assertThat(image.height()).isEqualTo(4);
        assertThat(image.rgb()[0] & 0xff).isBetween(195, 205);
        assertThat(image.rgb()[1] & 0xff).isBetween(95, 105);
        assertThat(image.rgb()[2] & 0xff).isBetween(25, 35);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.webp", "a.tiff", "a.ppm"})
    void formatsThatJavaCannotWriteAreReadToo(String name) throws IOException {
        Path file = folder.resolve(name);
        try (Scalar blueGreenRed = new Scalar(30, 100, 200, 0);
                Mat mat = new Mat(4, 6, opencv_core.CV_8UC3, blueGreenRed)) {
            assertThat(opencv_imgcodecs.imwrite(file.toString(), mat)).isTrue();
        }
        Image image = decoder.decode(file);
        assertThat(image.rgb()[0] & 0xff).isBetween(190, 210);
        assertThat(image.rgb()[2] & 0xff).isBetween(15, 45);
    }

    @Test
    void greyBecomesThreeEqualChannels() throws IOException {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(1, 0, 0, 77);
        Image image = decoder.decode(Pictures.write(folder.resolve("grey.png"), grey));
        assertThat(image.rgb()).containsExactly(0, 0, 0, 77, 77, 77);
    }

    @Test
    void aDamagedPictureIsUnreadable() throws IOException {
        Path file = Pictures.noise(folder.resolve("a.png"), 40, 40, 1);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, 30));
        assertThatThrownBy(() -> decoder.decode(file)).isInstanceOf(UnreadableImageException.class);
    }

    @Test
    void textThatIsCalledAPictureIsUnreadable() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jpg"), "no picture at all");
        assertThatThrownBy(() -> decoder.decode(file))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("no picture");
    }

    @Test
    void anEmptyFileSaysSo() throws IOException {
        Path file = Files.createFile(folder.resolve("a.png"));
        assertThatThrownBy(() -> decoder.decode(file))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("empty");
    }

    @Test
    void namesOfOtherAndHiddenFilesAreNoImageNames() {
        assertThat(ImageDecoder.hasImageName(Path.of("x/a.JPG"))).isTrue();
        assertThat(ImageDecoder.hasImageName(Path.of("x/labels.csv"))).isFalse();
        assertThat(ImageDecoder.hasImageName(Path.of("x/._a.jpg"))).isFalse();
    }
}
