// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InitializerTest {

    private static final long[] SHAPE = {64, 32, 3, 3};

    @ParameterizedTest
    @EnumSource
    void theSameSeedDrawsTheSameWeightsWhateverElseIsDrawn(Initializer.Scheme scheme) {
        Tensor first = Initializer.seeded(7).with(scheme).weight(SHAPE, 1);
        torch.manual_seed(99);
        torch.randn(1000);
        Tensor second = Initializer.seeded(7).with(scheme).weight(SHAPE, 1);
        Tensor other = Initializer.seeded(8).with(scheme).weight(SHAPE, 1);

        assertThat(first.equal(second)).isTrue();
        assertThat(first.equal(other)).isFalse();
    }

    @Test
    void aSecondSchemeGoesOnWithTheSameGenerator() {
        Initializer init = Initializer.seeded(7);
        Tensor first = init.weight(SHAPE, 1);
        Tensor second = init.with(Initializer.Scheme.TORCH_DEFAULT).weight(SHAPE, 1);
        assertThat(first.equal(second)).isFalse();
    }

    @Test
    void torchsDefaultIsUniformWithinTheInverseRootOfTheFanIn() {
        double bound = 1 / Math.sqrt(32 * 9);
        Tensor weight = Initializer.seeded(1).weight(SHAPE, 1);
        Tensor bias = Initializer.seeded(1).bias(SHAPE);

        assertThat(weight.abs().max().item_float()).isBetween((float) (0.99 * bound), (float) bound);
        assertThat(deviation(weight)).isCloseTo(bound / Math.sqrt(3), within(0.02 * bound));
        assertThat(bias.shape()).containsExactly(64);
        assertThat(bias.abs().max().item_float()).isBetween((float) (0.5 * bound), (float) bound);
    }

    @Test
    void kaimingHasTheVarianceOfTheFanOut() {
        Initializer init = Initializer.seeded(1).with(Initializer.Scheme.KAIMING_FAN_OUT);
        double expected = Math.sqrt(2.0 / (64 * 9));
        assertThat(deviation(init.weight(SHAPE, 1))).isCloseTo(expected, within(0.02 * expected));
        assertThat(init.bias(SHAPE).abs().max().item_float()).isZero();
    }

    @Test
    void groupedFanOutCountsTheChannelsOfOneGroup() {
        Initializer init = Initializer.seeded(1).with(Initializer.Scheme.GROUPED_FAN_OUT);
        double expected = Math.sqrt(2.0 / 9);
        assertThat(deviation(init.weight(new long[] {4096, 1, 3, 3}, 4096))).isCloseTo(expected, within(0.02 * expected));
    }

    @Test
    void transformersStartWithADeviationOfTwoHundredths() {
        Initializer init = Initializer.seeded(1).with(Initializer.Scheme.TRUNCATED_NORMAL);
        assertThat(deviation(init.weight(SHAPE, 1))).isCloseTo(0.02, within(4e-4));
    }

    private static double deviation(Tensor tensor) {
        return tensor.std().item_float();
    }
}
