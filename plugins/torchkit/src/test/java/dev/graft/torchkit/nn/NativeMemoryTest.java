// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {

    private static final TorchOps OPS = new TorchOps();
    private static final long MEGABYTE = 1 << 20;

    private int threads;

    /** One thread: small tensors do not need more, and a busy machine does not slow it down many times. */
    @BeforeEach
    void useOneThread() {
        threads = torch.get_num_threads();
        TorchRuntime.threads(1);
    }

    @AfterEach
    void restoreThreads() {
        TorchRuntime.threads(threads);
    }

    /** Large activations and few weights: each step makes about 5 MB of tensors, so 300 that were not freed would show. */
    private static Layer network() {
        Initializer init = Initializer.seeded(1);
        return new Sequential(List.of(
                Conv2d.unbiased(3, 16, 3, Conv2dOptions.of(1, 1), init),
                new BatchNorm2d(16),
                new GeluThenMean(),
                new Linear(16, 4, true, init)));
    }

    private static final class GeluThenMean extends Layer {
        @Override
        public <T> T forward(Ops<T> ops, T x) {
            return ops.flatten(ops.globalAvgPool2d(ops.gelu(x)));
        }
    }

    @Test
    void threeHundredScopedTrainingStepsLeaveMemoryFlat() {
        Layer model = network();
        SGD optimizer = optimizer(model);
        Tensor images = NativeScope.keep(torch.randn(8, 3, 40, 40));
        Tensor labels = NativeScope.keep(torch.arange(new Scalar(8)).remainder(new Scalar(4)));

        float first = step(model, optimizer, images, labels);
        steps(40, model, optimizer, images, labels);
        long before = Pointer.physicalBytes();
        steps(300, model, optimizer, images, labels);
        long growth = Pointer.physicalBytes() - before;

        assertThat(step(model, optimizer, images, labels)).as("the steps did train").isLessThan(0.999f * first);
        assertThat(growth).isLessThan(20 * MEGABYTE);
    }

    private static SGD optimizer(Layer model) {
        TensorVector weights = new TensorVector();
        model.trainableParameters().values().forEach(parameter -> weights.push_back(parameter.tensor()));
        SGDOptions options = new SGDOptions(0.01);
        options.momentum().put(0.9);
        return new SGD(weights, options);
    }

    private static void steps(int count, Layer model, SGD optimizer, Tensor images, Tensor labels) {
        for (int i = 0; i < count; i++) {
            step(model, optimizer, images, labels);
        }
    }

    private static float step(Layer model, SGD optimizer, Tensor images, Tensor labels) {
        return NativeScope.call(() -> {
            optimizer.zero_grad();
            Tensor loss = torch.cross_entropy_loss(model.forward(OPS, images), labels);
            loss.backward();
            optimizer.step();
            return loss.item_float();
        });
    }
}
