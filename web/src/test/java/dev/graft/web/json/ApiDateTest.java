// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDateTest {

    @Test
    void aDateIsUtcWithMicrosecondsAndWithoutOffset() {
        assertThat(ApiDate.of(Instant.parse("2026-11-23T23:59:59.000120Z"))).isEqualTo("2026-11-23T23:59:59.000120");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00.123456789Z"})
    void aDateAlwaysHas26Characters(String instant) {
        assertThat(ApiDate.of(Instant.parse(instant))).hasSize(26);
    }
}
