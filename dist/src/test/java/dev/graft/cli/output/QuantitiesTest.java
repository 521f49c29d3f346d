// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuantitiesTest {

    @Test
    void sizesHaveBinaryUnits() {
        assertThat(Quantities.bytes(0)).isEqualTo("0 B");
        assertThat(Quantities.bytes(1023)).isEqualTo("1023 B");
        assertThat(Quantities.bytes(1024)).isEqualTo("1.0 KiB");
        assertThat(Quantities.bytes(44_800_000)).isEqualTo("42.7 MiB");
        assertThat(Quantities.bytes(5L << 30)).isEqualTo("5.0 GiB");
    }

    @Test
    void timesAreSecondsAndFromAMinuteOnMinutes() {
        assertThat(Quantities.time(Duration.ofMillis(4240))).isEqualTo("4.2 s");
        assertThat(Quantities.time(Duration.ofSeconds(185))).isEqualTo("3 min 05 s");
    }

    @Test
    void metricsKeepFourDigits() {
        assertThat(Quantities.metric(0.98765)).isEqualTo("0.9877");
        assertThat(Quantities.metric(1)).isEqualTo("1");
        assertThat(Quantities.metric(0.0000123)).isEqualTo("1.230e-05");
    }
}
