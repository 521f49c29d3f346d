// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.torchkit.data.Image;
import dev.graft.torchkit.data.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomQuarterTurnTest {

    private static final Image PICTURE = grey(2, 2, 1, 2, 3, 4);

    @Test
    void aQuarterTurnGoesAgainstTheClock() {
        assertThat(new RandomQuarterTurn(1, List.of(1)).apply(PICTURE, Seeds.generator(1)).rgb()).isEqualTo(grey(2, 2, 2, 4, 1, 3).rgb());
    }

    @Test
    void twoQuartersAreAHalf() {
        assertThat(new RandomQuarterTurn(1, List.of(2)).apply(PICTURE, Seeds.generator(1)).rgb()).isEqualTo(grey(2, 2, 4, 3, 2, 1).rgb());
    }

    @Test
    void withoutAChanceNothingIsTurned() {
        assertThat(new RandomQuarterTurn(0, List.of(1, 2, 3)).apply(PICTURE, Seeds.generator(1))).isSameAs(PICTURE);
    }

    @Test
    void aBlurKeepsEvenPicturesAndSpreadsSpots() {
        Image even = grey(3, 1, 9, 9, 9);
        assertThat(new RandomBlur(1, 1).apply(even, Seeds.generator(1)).rgb()).isEqualTo(even.rgb());
        byte[] spread = new RandomBlur(1, 1).apply(grey(5, 1, 0, 0, 120, 0, 0), Seeds.generator(4)).rgb();
        assertThat(spread[6]).isBetween((byte) 1, (byte) 119);
        assertThat(spread[3]).isEqualTo(spread[9]).isPositive();
    }

    private static Image grey(int width, int height, int... values) {
        byte[] rgb = new byte[values.length * Image.CHANNELS];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) values[i / Image.CHANNELS];
        }
        return new Image(width, height, rgb);
    }
}
