// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchRuntime;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class MixupTest {

    private static final ClassificationLoss LOSS = new ClassificationLoss(1, 0);

    @Test
    void sharesAreThoseOfTheBetaDistribution() {
        for (double alpha : new double[] {0.3, 1}) {
            List<Double> shares = shares(alpha, 3000);
            double mean = shares.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            double variance = shares.stream().mapToDouble(share -> (share - 0.5) * (share - 0.5)).average().orElseThrow();
            assertThat(mean).as("mean of Beta(%s, %s)", alpha, alpha).isCloseTo(0.5, within(0.03));
            assertThat(variance).as("variance of Beta(%s, %s)", alpha, alpha).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.01));
        }
    }

    @Test
    void theSameSeedDrawsTheSameShares() {
        assertThat(shares(0.01, 20)).isEqualTo(shares(0.01, 20)).allMatch(share -> share >= 0 && share <= 1);
    }

    @Test
    void imagesAndLabelsAreBlendedInTheSameShares() {
        TorchRuntime.seed(5);
        int exchanged = 0;
        for (int round = 0; round < 20; round++) {
            List<Double> pixels = new ArrayList<>();
            double loss = NativeScope.call(() -> (double) new Mixup(1).loss(images(), labels(), mixed -> {
                pixels.add((double) mixed.select(0, 0).item_float());
                return logits();
            }, LOSS).item_float());
            // The images are 0 and 1: where they met each other, the first is now what the second has in it.
            double other = pixels.get(0);
            exchanged += other > 0 ? 1 : 0;
            assertThat(loss).isCloseTo((1 - other) * loss(0, 1) + other * loss(1, 0), within(1e-5));
        }
        assertThat(exchanged).isBetween(1, 19);
    }

    @Test
    void anAlphaOutOfRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Mixup(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Mixup(1.1));
    }

    private static double loss(long first, long second) {
        return NativeScope.call(() -> (double) LOSS.of(logits(), Tensor.create(new long[] {first, second})).item_float());
    }

    private static Tensor images() {
        return Tensor.create(new float[] {0, 1}, new long[] {2, 1});
    }

    private static Tensor labels() {
        return Tensor.create(new long[] {0, 1});
    }

    private static Tensor logits() {
        return Tensor.create(new float[] {2, -1, 0.5f, 3}, new long[] {2, 2});
    }

    private static List<Double> shares(double alpha, int count) {
        TorchRuntime.seed(3);
        Mixup mixup = new Mixup(alpha);
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shares.add(NativeScope.call(mixup::share));
        }
        return shares;
    }
}
