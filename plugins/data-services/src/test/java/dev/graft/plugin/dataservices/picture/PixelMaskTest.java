// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelMaskTest {

    @Test
    void runsGoDownTheColumns() {
        PixelMask mask = PixelMask.ofRuns(3, 2, List.of(1, 3, 2));

        assertThat(mask.count()).isEqualTo(3);
        assertThat(mask.bits().stream()).containsExactly(1, 3, 4);
        assertThat(mask.runs()).containsExactly(1, 3, 2);
        assertThat(mask.bounds()).containsExactly(0, 0, 2, 2);
    }

    @Test
    void aMaskThatBeginsInsideHasAnEmptyFirstRun() {
        assertThat(PixelMask.ofRuns(2, 2, List.of(0, 4)).runs()).containsExactly(0, 4);
    }

    @Test
    void runsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> PixelMask.ofRuns(3, 2, List.of(1, 3))).hasMessageContaining("add up to 4 pixels, but the picture has 6");
        assertThatThrownBy(() -> PixelMask.ofRuns(3, 2, List.of(1, 30))).hasMessageContaining("do not fit 3 x 2");
    }

    @Test
    void aBlurKeepsTheSumAndSpreadsAPoint() {
        BufferedImage picture = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(4, 4, 0xff0000);

        new GaussianBlur(5, 1).apply(picture);

        int sum = 0;
        for (int y = 0; y < 9; y++) {
            for (int x = 0; x < 9; x++) {
                sum += picture.getRGB(x, y) >> 16 & 0xff;
            }
        }
        assertThat(sum).isBetween(245, 265);
        assertThat(picture.getRGB(4, 4) >> 16 & 0xff).isBetween(35, 50);
        assertThat(picture.getRGB(4, 5)).isEqualTo(picture.getRGB(5, 4));
        assertThat(picture.getRGB(1, 4) & 0xffffff).as("outside the kernel").isZero();
    }

    @Test
    void aHueTurnedByAThirdMakesRedGreenish() {
        BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, 0xc00000);

        new ColourChange(120, 1, 0, 0, 0).apply(picture);
        int red = picture.getRGB(0, 0) >> 16 & 0xff;
        int green = picture.getRGB(0, 0) >> 8 & 0xff;
        int blue = picture.getRGB(0, 0) & 0xff;

        assertThat(Math.max(green, blue)).isGreaterThan(red + 60);
        new ColourChange(0, 0, 0, 0, 0).apply(picture);
        assertThat(picture.getRGB(0, 0) >> 16 & 0xff).as("no saturation is grey").isEqualTo(picture.getRGB(0, 0) & 0xff);
    }
}
