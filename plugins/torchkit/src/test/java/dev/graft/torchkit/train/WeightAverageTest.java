// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.graft.torchkit.checkpoint.Checkpoint;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Parameter;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class WeightAverageTest {

    private final Linear network = new Linear(1, 1, false, Initializer.seeded(1));
    private final Parameter weight = network.parameters().get("weight");

    @Test
    void theFirstUpdatesFollowTheNewestWeightsClosely() {
        set(0);
        WeightAverage average = new WeightAverage(network, 0.001, 1);
        set(10);
        average.update(0);
        assertThat(averaged(average)).isCloseTo(9, within(1e-5f));
        average.update(1);
        assertThat(averaged(average)).isCloseTo((float) (9 + 9.0 / 11), within(1e-5f));
        assertThat(value()).as("the trained weight").isEqualTo(10);
    }

    @Test
    void laterUpdatesHaveTheMomentum() {
        set(0);
        WeightAverage average = new WeightAverage(network, 0.95, 1);
        set(1);
        average.update(0);
        assertThat(averaged(average)).isCloseTo(0.95f, within(1e-6f));
    }

    @Test
    void betweenItsStepsNothingIsTaken() {
        set(0);
        WeightAverage average = new WeightAverage(network, 1, 3);
        set(5);
        average.update(0);
        average.update(1);
        assertThat(averaged(average)).isZero();
        average.update(2);
        assertThat(averaged(average)).isEqualTo(5);
    }

    @Test
    void aRestoredAverageGoesOn() {
        set(0);
        WeightAverage whole = new WeightAverage(network, 0.001, 1);
        WeightAverage before = new WeightAverage(network, 0.001, 1);
        set(10);
        whole.update(0);
        before.update(0);
        Checkpoint stored = NativeScope.call(() -> {
            Checkpoint.Builder builder = Checkpoint.builder();
            before.state().forEach((name, tensor) -> builder.tensor("average", name, tensor));
            return builder.build();
        });
        WeightAverage after = new WeightAverage(network, 0.001, 1);
        after.restore(stored.section("average"));
        set(20);
        whole.update(1);
        after.update(1);
        assertThat(averaged(after)).isEqualTo(averaged(whole));
    }

    @Test
    void theAverageOfAnotherNetworkIsRefused() {
        WeightAverage average = new WeightAverage(network, 0.1, 1);
        assertThatThrownBy(() -> average.restore(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another network");
    }

    private void set(float value) {
        NativeScope.run(() -> weight.assign(Tensor.create(new float[] {value}, new long[] {1, 1})));
    }

    private float value() {
        return NativeScope.call(() -> weight.tensor().item_float());
    }

    private float averaged(WeightAverage average) {
        return average.applied(this::value);
    }
}
