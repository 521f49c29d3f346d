// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformNamesTest {

    private static final String KEY = "graft.gpu.platforms";

    @ParameterizedTest
    @CsvSource({
        "NVIDIA TITAN Xp, titan-xp",
        "NVIDIA A100-SXM4-80GB, a100-80",
        "NVIDIA-A100-SXM4-80GB, a100-80",
        "NVIDIA A100-SXM4-40GB, big",
        "NVIDIA A10, a10"
    })
    void configuredNamesCountFirstAndOfThoseTheLongest(String product, String platform) {
        PlatformNames names =
                PlatformNames.of(KEY, "titan-xp=NVIDIA TITAN Xp, big=NVIDIA A100,a100-80=nvidia a100-sxm4-80gb");

        assertThat(names.of(product)).isEqualTo(platform);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a100", "=NVIDIA A100", "a100=", "A 100=NVIDIA A100", "a=b=c"})
    void whatNamesNoPlatformIsRefusedWithItsKey(String text) {
        assertThatThrownBy(() -> PlatformNames.of(KEY, text)).hasMessageContaining(KEY).hasMessageContaining("'" + text + "'");
    }

    @Test
    void whatHasNoModelWordIsNamedAfterItsProduct() {
        assertThat(PlatformNames.BUILT_IN.of("NVIDIA TITAN Xp")).isEqualTo("nvidia-titan-xp");
    }
}
