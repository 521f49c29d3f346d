// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {

    @ParameterizedTest
    @CsvSource({"17, 17", "2k, 2048", "512m, 536870912", "32G, 34359738368", "1t, 1099511627776"})
    void aSizeIsANumberWithItsUnit(String text, long bytes) {
        assertThat(MemorySize.bytes("graft.container.memory", text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "g", "1.5g", "-1", "1gb", "1234567890123"})
    void anythingElseIsRefusedWithTheKeyAndAnExample(String text) {
        assertThatThrownBy(() -> MemorySize.bytes("graft.container.memory", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("graft.container.memory")
                .hasMessageContaining("32g");
    }
}
