// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.graft.torchkit.metric.Softmax;
import dev.graft.torchkit.nn.NativeScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ClassificationLossTest {

    private static final float[] FIRST = {1, 2, 3};
    private static final float[] SECOND = {0.5f, -1, 0};

    @Test
    void itIsTheMeanNegativeLogProbability() {
        double expected = -(Softmax.logProbability(FIRST, 2) + Softmax.logProbability(SECOND, 1)) / 2;
        assertThat(loss(1, 0)).isCloseTo(expected, within(1e-6));
    }

    @Test
    void theWeightIsAFactor() {
        assertThat(loss(2.5, 0)).isCloseTo(2.5 * loss(1, 0), within(1e-6));
    }

    @Test
    void smoothingSpreadsAShareOfTheLabelOverAllClasses() {
        double uniform = 0;
        for (int k = 0; k < 3; k++) {
            uniform -= (Softmax.logProbability(FIRST, k) + Softmax.logProbability(SECOND, k)) / 6;
        }
        assertThat(loss(1, 0.2)).isCloseTo(0.8 * loss(1, 0) + 0.2 * uniform, within(1e-6));
    }

    @Test
    void impossibleValuesAreRefused() {
        assertThatThrownBy(() -> new ClassificationLoss(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ClassificationLoss(1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double loss(double weight, double smoothing) {
        return NativeScope.call(() -> {
            Tensor logits = Tensor.create(new float[] {1, 2, 3, 0.5f, -1, 0}, new long[] {2, 3});
            return (double) new ClassificationLoss(weight, smoothing).of(logits, Tensor.create(new long[] {2, 1})).item_float();
        });
    }
}
