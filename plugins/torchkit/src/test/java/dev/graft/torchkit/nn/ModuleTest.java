// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class ModuleTest {

    private static final TorchOps OPS = new TorchOps();

    /** A normalised convolution, then a linear head whose names are the module's own. */
    private static final class Network extends Layer {
        private final Sequential body;
        private final Linear head;

        Network() {
            Initializer init = Initializer.seeded(1);
            body = child(
                    "body",
                    new Sequential(List.of(
                            Conv2d.unbiased(3, 4, 3, Conv2dOptions.of(1, 1), init), new BatchNorm2d(4))));
            head = child("", new Linear(4, 2, true, init));
        }

        @Override
        public <T> T forward(Ops<T> ops, T x) {
            return head.forward(ops, ops.flatten(ops.globalAvgPool2d(body.forward(ops, x))));
        }
    }

    private static final class Doubled extends Module {
        Doubled() {
            parameter("weight", Initializer.constant(0, 1));
            parameter("weight", Initializer.constant(0, 1));
        }
    }

    private final Network network = new Network();

    @Test
    void namesJoinTheNamesOfTheModulesAbove() {
        assertThat(network.state().keySet())
                .containsExactly(
                        "body.0.weight",
                        "body.1.weight",
                        "body.1.bias",
                        "body.1.running_mean",
                        "body.1.running_var",
                        "body.1.num_batches_tracked",
                        "weight",
                        "bias");
    }

    @Test
    void buffersAreStateButNoParameters() {
        assertThat(network.parameters().keySet())
                .containsExactly("body.0.weight", "body.1.weight", "body.1.bias", "weight", "bias");
        assertThat(network.parameterCount()).isEqualTo(4 * 3 * 9 + 4 + 4 + 2 * 4 + 2);
    }

    @Test
    void twoParametersOfOneNameAreRefused() {
        assertThatIllegalStateException().isThrownBy(Doubled::new).withMessageContaining("weight");
    }

    @Test
    void aFrozenPartIsNotTrainedAndKeepsItsStatistics() {
        network.body.freeze();
        network.train();

        assertThat(network.trainableParameters().keySet()).containsExactly("weight", "bias");
        float[] before = values(network.state().get("body.1.running_mean").tensor());
        step();
        assertThat(values(network.state().get("body.1.running_mean").tensor())).isEqualTo(before);
        assertThat(network.state().get("body.0.weight").tensor().grad().defined()).isFalse();
        assertThat(network.state().get("weight").tensor().grad().defined()).isTrue();
    }

    @Test
    void trainingMovesTheRunningStatistics() {
        float[] before = values(network.state().get("body.1.running_mean").tensor());
        step();
        assertThat(values(network.state().get("body.1.running_mean").tensor())).isNotEqualTo(before);
    }

    @Test
    void anUnfrozenPartIsTrainedAgainButItsBuffersAreNot() {
        network.body.freeze();
        network.body.unfreeze();

        assertThat(network.trainableParameters()).hasSize(5);
        assertThat(network.state().get("body.1.running_mean").isTrainable()).isFalse();
        assertThat(network.body.isTraining()).isTrue();
    }

    @Test
    void inEvaluationASampleDoesNotDependOnItsNeighbours() {
        network.eval();
        NativeScope.withoutGrad(() -> {
            Tensor images = torch.randn(4, 3, 8, 8);
            Tensor together = network.forward(OPS, images).narrow(0, 0, 1);
            Tensor alone = network.forward(OPS, images.narrow(0, 0, 1));
            assertThat(together.sub(alone).abs().max().item_float()).isLessThan(1e-6f);
        });
    }

    @Test
    void assigningAnotherShapeIsRefusedWithBothShapes() {
        Parameter weight = network.state().get("weight");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weight.assign(torch.zeros(3, 4)))
                .withMessageContaining("[3, 4]")
                .withMessageContaining("[2, 4]");
    }

    @Test
    void movingKeepsValuesAndTrainability() {
        network.body.freeze();
        float[] before = values(network.state().get("weight").tensor());
        network.moveTo(TorchRuntime.cpu());

        assertThat(values(network.state().get("weight").tensor())).isEqualTo(before);
        assertThat(network.trainableParameters().keySet()).containsExactly("weight", "bias");
    }

    private void step() {
        NativeScope.run(() -> network.forward(OPS, torch.randn(4, 3, 8, 8).add(torch.ones(1)))
                .sum()
                .backward());
    }

    private static float[] values(Tensor tensor) {
        float[] values = new float[(int) tensor.numel()];
        tensor.data_ptr_float().get(values);
        return values;
    }
}
