// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleOrderTest {

    @Test
    void samplesAreDrawnByTheirWeights() {
        SampleOrder order = SampleOrder.drawn(new double[] {1, 0, 3, 0}, 7);
        int drawn = 0;
        int heavy = 0;
        for (int epoch = 0; epoch < 1000; epoch++) {
            int[] indices = order.of(epoch);
            assertThat(indices).hasSize(4).doesNotContain(1, 3);
            drawn += indices.length;
            heavy += (int) IntStream.of(indices).filter(index -> index == 2).count();
        }
        assertThat((double) heavy / drawn).isCloseTo(0.75, within(0.02));
    }

    @Test
    void anEpochIsDrawnTheSameWayTwice() {
        SampleOrder order = SampleOrder.drawn(new double[] {1, 2, 3}, 7);
        assertThat(order.of(5)).isEqualTo(order.of(5));
    }

    @Test
    void withoutAnyChanceNothingCanBeDrawn() {
        assertThatIllegalArgumentException().isThrownBy(() -> SampleOrder.drawn(new double[] {0, 0}, 7));
    }
}
