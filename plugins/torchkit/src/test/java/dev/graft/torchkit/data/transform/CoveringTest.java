// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.torchkit.data.Image;
import dev.graft.torchkit.data.Seeds;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Resizing that covers a window, and crops of it. */
class CoveringTest {

    private static final ImageSize WINDOW = new ImageSize(20, 30);
    private static final Interpolation BILINEAR = Interpolation.BILINEAR;

    @Test
    void theSmallestSizeOfTheSameShapeThatCoversTheWindow() {
        ResizeToCover cover = new ResizeToCover(WINDOW, BILINEAR);
        assertThat(sizeOf(cover.apply(ramp(100, 50), random(0)))).isEqualTo(new ImageSize(20, 40));
        assertThat(sizeOf(cover.apply(ramp(50, 100), random(0)))).isEqualTo(new ImageSize(60, 30));
        assertThat(cover.sizeAfter(Optional.empty())).isEmpty();
        assertThat(cover.isRandom()).isFalse();
    }

    @Test
    void aScaledCropHasTheWindowsSizeAtRandomScalesAndPlaces() {
        RandomScaledCrop crop = new RandomScaledCrop(WINDOW, 0.45, BILINEAR);
        assertThat(crop.sizeAfter(Optional.empty())).contains(WINDOW);
        TreeSet<Integer> widths = new TreeSet<>();
        TreeSet<Integer> places = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
            Image image = crop.apply(ramp(90, 60), random(i));
            assertThat(sizeOf(image)).isEqualTo(WINDOW);
            // Red rises with the column from 0 to 89: its range tells what share of the width is seen, and its start where.
            int left = image.rgb()[0] & 255;
            int right = image.rgb()[(WINDOW.width() - 1) * Image.CHANNELS] & 255;
            widths.add(right - left);
            places.add(left);
        }
        assertThat(widths.first()).isBetween(35, 50);
        assertThat(widths.last()).isBetween(80, 89);
        assertThat(places).hasSizeGreaterThan(20);
    }

    @Test
    void theWholeImageIsSeenWhereTheShareIsOne() {
        Image image = new RandomScaledCrop(WINDOW, 1, BILINEAR).apply(ramp(90, 60), random(1));
        assertThat(image.rgb()).isEqualTo(new Resize(WINDOW, false, BILINEAR).apply(ramp(90, 60), random(1)).rgb());
    }

    @Test
    void anImpossibleShareIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomScaledCrop(WINDOW, 0, BILINEAR));
    }

    private static ImageSize sizeOf(Image image) {
        return new ImageSize(image.height(), image.width());
    }

    private static Image ramp(int width, int height) {
        byte[] rgb = new byte[width * height * Image.CHANNELS];
        for (int i = 0; i < rgb.length; i += Image.CHANNELS) {
            rgb[i] = (byte) (i / Image.CHANNELS % width);
        }
        return new Image(width, height, rgb);
    }

    private static SplittableRandom random(int index) {
        return Seeds.generator(1, 0, index);
    }
}
