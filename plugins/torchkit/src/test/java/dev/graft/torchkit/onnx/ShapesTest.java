// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.torchkit.nn.Pool2dOptions;
import dev.graft.torchkit.nn.Size2d;
import org.junit.jupiter.api.Test;

class ShapesTest {

    @Test
    void broadcastingAlignsFromTheEndAndKeepsTheBatchOpen() {
        assertThat(Shapes.broadcast(new long[] {-1, 4, 1}, new long[] {4, 7})).containsExactly(-1, 4, 7);
        assertThat(Shapes.broadcast(new long[] {1, 5}, new long[] {-1, 1})).containsExactly(-1, 5);
        assertThatIllegalArgumentException().isThrownBy(() -> Shapes.broadcast(new long[] {2}, new long[] {3}));
    }

    @Test
    void matricesMultiplyOverBroadcastBatches() {
        assertThat(Shapes.matmul(new long[] {-1, 8, 2, 3}, new long[] {8, 3, 5})).containsExactly(-1, 8, 2, 5);
    }

    @Test
    void anOpenSizeIsComputedWhereTheInputIsKnown() {
        assertThat(Shapes.reshape(OnnxValue.of("x", 2, 6), new long[] {-1, 4})).containsExactly(3, 4);
        assertThat(Shapes.reshape(OnnxValue.of("x", -1, 6), new long[] {-1, 2, 3})).containsExactly(-1, 2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shapes.reshape(OnnxValue.of("x", -1, 6), new long[] {2, 3}))
                .withMessageContaining("DYNAMIC");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shapes.reshape(OnnxValue.of("x", 2, 6), new long[] {-1, 5}));
    }

    @Test
    void aWindowInCeilModeDoesNotBeginBehindTheEnd() {
        OnnxValue x = OnnxValue.of("x", -1, 1, 5, 6);
        Pool2dOptions options = new Pool2dOptions(Size2d.square(1), Size2d.square(3), Size2d.square(0), true);
        assertThat(Shapes.pool(x, options)).containsExactly(-1, 1, 2, 2);
    }

    @Test
    void reductionsDropOrKeepTheDimension() {
        OnnxValue x = OnnxValue.of("x", -1, 4, 5);
        assertThat(Shapes.reduce(x, true, -1)).containsExactly(-1, 4, 1);
        assertThat(Shapes.reduce(x, false, 1)).containsExactly(-1, 5);
    }
}
