// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.video;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.torchkit.data.Image;
import org.junit.jupiter.api.Test;

class OpticalFlowTest {

    private static final int SIDE = 48;

    @Test
    void motionToTheRightAndDownIsSeen() {
        Image flow = OpticalFlow.between(spot(20, 20), spot(23, 22));
        assertThat(horizontal(flow, 22, 22)).isGreaterThan(8);
        assertThat(vertical(flow, 22, 22)).isGreaterThan(4);
        assertThat(horizontal(flow, 2, 2)).as("nothing moves in the corner").isBetween(-1, 1);
    }

    @Test
    void theFlowOfAMirroredVideoIsReversed() {
        Image flow = OpticalFlow.between(spot(20, 20), spot(23, 22));
        Image reversed = OpticalFlow.reversed(flow);
        assertThat(horizontal(reversed, 22, 22)).isEqualTo(-horizontal(flow, 22, 22));
        assertThat(vertical(reversed, 22, 22)).isEqualTo(vertical(flow, 22, 22));
    }

    private static int horizontal(Image flow, int x, int y) {
        return (flow.rgb()[(y * SIDE + x) * Image.CHANNELS] & 0xff) - OpticalFlow.STILL;
    }

    private static int vertical(Image flow, int x, int y) {
        return (flow.rgb()[(y * SIDE + x) * Image.CHANNELS + 1] & 0xff) - OpticalFlow.STILL;
    }

    /** A soft bright spot, whose flow is not ambiguous as that of an edge is. */
    private static Image spot(int centerX, int centerY) {
        byte[] rgb = new byte[SIDE * SIDE * Image.CHANNELS];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double distance = Math.pow(x - centerX, 2) + Math.pow(y - centerY, 2);
                byte value = (byte) Math.round(250 * Math.exp(-distance / 40));
                for (int channel = 0; channel < Image.CHANNELS; channel++) {
                    rgb[(y * SIDE + x) * Image.CHANNELS + channel] = value;
                }
            }
        }
        return new Image(SIDE, SIDE, rgb);
    }
}
