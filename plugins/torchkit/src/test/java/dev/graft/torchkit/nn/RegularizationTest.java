// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegularizationTest {

    private static final TorchOps OPS = new TorchOps();

    @BeforeEach
    void seed() {
        TorchRuntime.seed(5);
    }

    @Test
    void dropPathDropsWholeSamplesAndKeepsTheMean() {
        Tensor dropped = new DropPath(0.25).forward(OPS, torch.ones(4000, 3, 2));
        Tensor perSample = dropped.reshape(4000, 6);

        assertThat(perSample.amax(new long[] {1}, false).equal(perSample.amin(new long[] {1}, false)))
                .isTrue();
        assertThat(dropped.max().item_float()).isCloseTo(1 / 0.75f, within(1e-6f));
        assertThat(dropped.min().item_float()).isZero();
        assertThat(dropped.mean().item_float()).isCloseTo(1, within(0.03f));
    }

    @Test
    void dropOutDropsSingleElementsAndKeepsTheMean() {
        Tensor dropped = new Dropout(0.25).forward(OPS, torch.ones(100, 100));
        Tensor means = dropped.mean(1);

        assertThat(dropped.mean().item_float()).isCloseTo(1, within(0.03f));
        assertThat(means.min().item_float()).isPositive();
    }

    @Test
    void inEvaluationNothingIsDropped() {
        Tensor x = torch.ones(2, 3);
        DropPath path = new DropPath(0.9);
        Dropout out = new Dropout(0.9);
        path.eval();
        out.eval();
        assertThat(path.forward(OPS, x)).isSameAs(x);
        assertThat(out.forward(OPS, x)).isSameAs(x);
    }

    @Test
    void theSameSeedDropsTheSame() {
        Tensor first = new DropPath(0.5).forward(OPS, torch.ones(64, 1));
        TorchRuntime.seed(5);
        Tensor second = new DropPath(0.5).forward(OPS, torch.ones(64, 1));
        Tensor third = new DropPath(0.5).forward(OPS, torch.ones(64, 1));
        assertThat(first.equal(second)).isTrue();
        assertThat(first.equal(third)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void aProbabilityOutsideItsRangeIsRefused(double probability) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DropPath(probability))
                .withMessageContaining(Double.toString(probability));
    }
}
