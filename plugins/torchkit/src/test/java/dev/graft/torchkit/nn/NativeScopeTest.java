// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class NativeScopeTest {

    @Test
    void whatIsMadeInsideIsFreedAtTheEnd() {
        List<Tensor> made = new ArrayList<>();
        NativeScope.run(() -> made.add(torch.ones(2)));
        assertThat(made.get(0).isNull()).isTrue();
    }

    @Test
    void whatIsKeptOutlivesAllOpenScopes() {
        Tensor kept = NativeScope.call(() -> NativeScope.call(() -> NativeScope.keep(torch.ones(3))));
        assertThat(kept.isNull()).isFalse();
        assertThat(kept.sum().item_float()).isEqualTo(3);
    }

    @Test
    void aFailingBodyFreesWhatItMade() {
        List<Tensor> made = new ArrayList<>();
        assertThatThrownBy(() -> NativeScope.run(() -> {
                    made.add(torch.ones(2));
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(made.get(0).isNull()).isTrue();
    }

    @Test
    void gradientsAreOffInsideAndAsBeforeAfterwards() {
        assertThat(GradMode.is_enabled()).isTrue();
        assertThat(NativeScope.withoutGrad(() -> GradMode.is_enabled())).isFalse();
        assertThat(GradMode.is_enabled()).isTrue();
        assertThatThrownBy(() -> NativeScope.withoutGrad((Runnable) () -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(GradMode.is_enabled()).isTrue();
    }

    @Test
    void parametersMadeInsideAScopeOutliveIt() {
        Linear layer = NativeScope.call(() -> new Linear(2, 2, true, Initializer.seeded(1)));
        assertThat(layer.state().values()).allMatch(parameter -> !parameter.tensor().isNull());
    }
}
