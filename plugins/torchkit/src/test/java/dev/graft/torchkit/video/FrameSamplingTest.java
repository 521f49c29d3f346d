// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.video;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.torchkit.data.Seeds;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameSamplingTest {

    private static final FrameSampling CONSECUTIVE = new FrameSampling(true, 2);
    private static final FrameSampling INTERVALS = new FrameSampling(false, 1);

    @Test
    void consecutiveFramesAreThatFarApart() {
        assertThat(CONSECUTIVE.middle(11, 3)).containsExactly(3, 5, 7);
        SplittableRandom random = Seeds.generator(1);
        for (int i = 0; i < 100; i++) {
            int[] clip = CONSECUTIVE.random(11, 3, random);
            assertThat(clip[0]).isBetween(0, 5);
            assertThat(clip).containsExactly(clip[0], clip[0] + 2, clip[0] + 4);
        }
    }

    @Test
    void aShortVideoIsGoneThroughAgain() {
        assertThat(CONSECUTIVE.middle(4, 3)).containsExactly(0, 2, 0);
    }

    @Test
    void oneFrameIsTakenOfEachInterval() {
        assertThat(INTERVALS.middle(12, 3)).containsExactly(2, 6, 10);
        SplittableRandom random = Seeds.generator(2);
        for (int i = 0; i < 100; i++) {
            int[] clip = INTERVALS.random(12, 3, random);
            assertThat(clip[0]).isBetween(0, 3);
            assertThat(clip[1]).isBetween(4, 7);
            assertThat(clip[2]).isBetween(8, 11);
        }
    }

    @Test
    void clipsAreSpreadOverTheVideo() {
        FrameSampling sampling = new FrameSampling(true, 1);
        assertThat(sampling.at(0, 3, 11, 3)[0]).isEqualTo(1);
        assertThat(sampling.at(1, 3, 11, 3)[0]).isEqualTo(4);
        assertThat(sampling.at(2, 3, 11, 3)[0]).isEqualTo(7);
        assertThat(sampling.covering(11, 3)).isEqualTo(4);
    }

    @Test
    void theShorterStreamLiesWithinTheLongerOne() {
        assertThat(new FrameSampling(true, 1).within(new int[] {4, 5, 6, 7, 8}, 3)).containsExactly(5, 6, 7);
    }
}
