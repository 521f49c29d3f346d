// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class TorchRuntimeTest {

    @Test
    void theSameSeedGivesTheSameNumbers() {
        TorchRuntime.seed(3);
        Tensor first = torch.randn(10);
        TorchRuntime.seed(3);
        assertThat(torch.randn(10).equal(first)).isTrue();
    }

    @Test
    void aRestoredStateGoesOnWhereItWasTaken() {
        TorchRuntime.seed(3);
        torch.randn(10);
        Tensor state = TorchRuntime.randomState();
        Tensor next = torch.randn(10);
        TorchRuntime.restoreRandomState(state);
        assertThat(torch.randn(10).equal(next)).isTrue();
    }

    @Test
    void anUnknownDeviceIsRefusedWithTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TorchRuntime.device("gpu"))
                .withMessageContaining("gpu")
                .withMessageContaining("cuda");
    }

    @Test
    void aMissingCudaIsRefusedWithWhatToDo() {
        assumeThat(TorchRuntime.hasCuda()).as("this machine has CUDA").isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TorchRuntime.device("cuda:0"))
                .withMessageContaining("take cpu");
    }

    @Test
    void lessThanOneCoreIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TorchRuntime.threads(0));
    }
}
