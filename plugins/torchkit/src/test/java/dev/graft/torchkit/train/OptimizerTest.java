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
import dev.graft.torchkit.nn.TorchOps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.RMSprop;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.Test;

class OptimizerTest {

    private static final double DECAY = 0.1;
    private static final double RATE = 0.05;
    private static final int STEPS = 12;

    @Test
    void sgdIsThatOfLibtorch() {
        agrees(groups -> new Sgd(groups, 0, false), weights -> new SGD(weights, sgd(0, false)));
        agrees(groups -> new Sgd(groups, 0.9, false), weights -> new SGD(weights, sgd(0.9, false)));
        agrees(groups -> new Sgd(groups, 0.9, true), weights -> new SGD(weights, sgd(0.9, true)));
    }

    @Test
    void adamIsThatOfLibtorch() {
        agrees(groups -> new Adam(groups, Adam.Betas.DEFAULTS, false), weights -> {
            AdamOptions options = new AdamOptions(RATE);
            options.weight_decay().put(DECAY);
            return new org.bytedeco.pytorch.Adam(weights, options);
        });
    }

    @Test
    void adamWIsThatOfLibtorch() {
        agrees(groups -> new Adam(groups, Adam.Betas.DEFAULTS, true), weights -> {
            AdamWOptions options = new AdamWOptions(RATE);
            options.weight_decay().put(DECAY);
            return new org.bytedeco.pytorch.AdamW(weights, options);
        });
    }

    @Test
    void rmsPropIsThatOfLibtorch() {
        agrees(groups -> new RmsProp(groups, 0.8, 1e-6), weights -> {
            RMSpropOptions options = new RMSpropOptions(RATE);
            options.alpha().put(0.8);
            options.eps().put(1e-6);
            options.weight_decay().put(DECAY);
            return new RMSprop(weights, options);
        });
    }

    /** Two steps by hand: libtorch has no Adamax in C++. */
    @Test
    void adamaxDividesByTheLargestGradientSoFar() {
        Linear layer = layer();
        Parameter bias = layer.parameters().get("bias");
        Optimizer optimizer =
                new Adamax(List.of(new ParameterGroup(Map.of("bias", bias), 1, DECAY)), new Adam.Betas(0.9, 0.5, 1e-8));
        double weight = values(bias)[0];
        double mean = 0;
        double largest = 0;
        for (int step = 1; step <= 2; step++) {
            backward(layer, optimizer::zeroGradients);
            double gradient = NativeScope.call(() -> floats(bias.tensor().grad()))[0] + DECAY * weight;
            mean = 0.9 * mean + 0.1 * gradient;
            largest = Math.max(0.5 * largest, Math.abs(gradient) + 1e-8);
            weight -= RATE / (1 - Math.pow(0.9, step)) * mean / largest;
            optimizer.step(RATE);
            assertThat((double) values(bias)[0]).as("step " + step).isCloseTo(weight, within(1e-5));
        }
    }

    @Test
    void sparsityMovesWeightsTowardsZeroByTheirSign() {
        Linear plain = layer();
        Linear sparse = layer();
        train(plain, new Sgd(List.of(new ParameterGroup(plain.parameters(), 1, 0)), 0, false), 1);
        train(sparse, new Sgd(List.of(new ParameterGroup(sparse.parameters(), 1, 0, 0.5)), 0, false), 1);
        float[] before = values(layer().parameters().get("weight"));
        float[] expected = values(plain.parameters().get("weight"));
        float[] actual = values(sparse.parameters().get("weight"));
        for (int i = 0; i < before.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i] - (float) RATE * 0.5f * Math.signum(before[i]), within(1e-6f));
        }
    }

    @Test
    void groupsHaveTheirOwnRateAndDecay() {
        Linear layer = layer();
        float[] weightBefore = values(layer.parameters().get("weight"));
        float[] biasBefore = values(layer.parameters().get("bias"));
        Optimizer optimizer = new Sgd(
                List.of(
                        new ParameterGroup(Map.of("weight", layer.parameters().get("weight")), 0, 0),
                        new ParameterGroup(Map.of("bias", layer.parameters().get("bias")), 2, 0)),
                0,
                false);
        backward(layer, optimizer::zeroGradients);
        float[] gradient = NativeScope.call(() -> floats(layer.parameters().get("bias").tensor().grad()));
        optimizer.step(0.5);
        assertThat(values(layer.parameters().get("weight"))).isEqualTo(weightBefore);
        float[] bias = values(layer.parameters().get("bias"));
        for (int i = 0; i < bias.length; i++) {
            assertThat(bias[i]).isCloseTo(biasBefore[i] - gradient[i], within(1e-6f));
        }
    }

    @Test
    void aRestoredOptimizerGoesOnExactly() {
        Linear straight = layer();
        Optimizer whole = adam(straight);
        train(straight, whole, 6);
        Linear interrupted = layer();
        Optimizer before = adam(interrupted);
        train(interrupted, before, 3);
        Checkpoint stored = NativeScope.call(() -> {
            Checkpoint.Builder builder = Checkpoint.builder();
            before.state().forEach((name, tensor) -> builder.tensor("optimizer", name, tensor));
            return builder.build();
        });
        Optimizer after = adam(interrupted);
        after.restore(stored.section("optimizer"));
        train(interrupted, after, 3);
        assertThat(values(interrupted.parameters().get("weight"))).isEqualTo(values(straight.parameters().get("weight")));
    }

    @Test
    void theStateOfAnotherOptimizerIsRefused() {
        Checkpoint empty = Checkpoint.builder().build();
        assertThatThrownBy(() -> adam(layer()).restore(empty.tensors()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another optimiser");
    }

    @Test
    void clippedGradientsHaveAtMostTheNorm() {
        Linear layer = layer();
        Optimizer optimizer = adam(layer);
        backward(layer, optimizer::zeroGradients);
        double before = optimizer.clipGradients(1e9, 2);
        assertThat(before).isGreaterThan(0.01);
        optimizer.clipGradients(0.01, 2);
        assertThat(optimizer.clipGradients(1e9, 2)).isCloseTo(0.01, within(1e-4));
    }

    private static void agrees(
            Function<List<ParameterGroup>, Optimizer> own,
            Function<TensorVector, org.bytedeco.pytorch.Optimizer> libtorch) {
        Linear first = layer();
        Optimizer optimizer = own.apply(List.of(new ParameterGroup(first.parameters(), 1, DECAY)));
        train(first, optimizer, STEPS);
        Linear second = layer();
        List<Tensor> tensors = new ArrayList<>();
        second.parameters().values().forEach(parameter -> tensors.add(parameter.tensor()));
        org.bytedeco.pytorch.Optimizer reference = libtorch.apply(new TensorVector(tensors.toArray(Tensor[]::new)));
        for (int i = 0; i < STEPS; i++) {
            backward(second, reference::zero_grad);
            NativeScope.run(reference::step);
        }
        for (String name : List.of("weight", "bias")) {
            float[] expected = values(second.parameters().get(name));
            assertThat(values(first.parameters().get(name))).containsExactly(expected, within(1e-6f));
            assertThat(expected).isNotEqualTo(values(layer().parameters().get(name)));
        }
    }

    private static SGDOptions sgd(double momentum, boolean nesterov) {
        SGDOptions options = new SGDOptions(RATE);
        options.momentum().put(momentum);
        options.nesterov().put(nesterov);
        options.weight_decay().put(DECAY);
        return options;
    }

    private static Optimizer adam(Linear layer) {
        return new Adam(List.of(new ParameterGroup(layer.parameters(), 1, DECAY)), Adam.Betas.DEFAULTS, true);
    }

    private static void train(Linear layer, Optimizer optimizer, int steps) {
        for (int i = 0; i < steps; i++) {
            backward(layer, optimizer::zeroGradients);
            optimizer.step(RATE);
        }
    }

    private static void backward(Linear layer, Runnable zeroGradients) {
        zeroGradients.run();
        NativeScope.run(() -> {
            Tensor x = Tensor.create(new float[] {1, -2, 0.5f, 3, 0.1f, -1}, new long[] {2, 3});
            layer.forward(new TorchOps(), x).square().mean().backward();
        });
    }

    private static Linear layer() {
        return new Linear(3, 4, true, Initializer.seeded(11));
    }

    private static float[] values(Parameter parameter) {
        return NativeScope.call(() -> floats(parameter.tensor()));
    }

    private static float[] floats(Tensor tensor) {
        Tensor dense = tensor.detach().contiguous();
        float[] values = new float[(int) dense.numel()];
        dense.data_ptr_float().get(values);
        return values;
    }
}
