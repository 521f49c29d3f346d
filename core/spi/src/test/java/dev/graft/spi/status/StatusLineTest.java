// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StatusLineTest {

    private static final LocalDateTime TIME = LocalDateTime.of(2026, 3, 7, 9, 5, 1);

    @Test
    void aTrainingLineHasTheFieldsOfTaoStatusLogging() throws Exception {
        StatusLine line = new StatusLine(
                TIME,
                StatusLine.State.RUNNING,
                "epoch 3 of 10",
                OptionalLong.of(3),
                OptionalLong.of(10),
                Optional.of(Duration.ofMillis(61_500)),
                Optional.of(Duration.ofHours(26)),
                Map.of("accuracy_top-1", 0.5),
                Map.of("loss", 1.25),
                Map.of("accuracy", Map.of("cat", 1.0, "dog", 0.0)),
                OptionalDouble.of(0.5));

        JsonNode json = new ObjectMapper().readTree(line.toJson());

        assertThat(json.toString())
                .isEqualTo("{\"date\":\"3/7/2026\",\"time\":\"9:5:1\",\"status\":\"RUNNING\",\"verbosity\":\"INFO\","
                        + "\"message\":\"epoch 3 of 10\",\"epoch\":3,\"max_epoch\":10,"
                        + "\"time_per_epoch\":\"0:01:01.500000\",\"eta\":\"26:00:00.000000\","
                        + "\"kpi\":{\"accuracy_top-1\":0.5},\"graphical\":{\"loss\":1.25},"
                        + "\"categorical\":{\"accuracy\":{\"cat\":1.0,\"dog\":0.0}},\"key_metric\":0.5}");
    }

    @Test
    void numbersThatJsonCannotHoldAreLeftOut() throws Exception {
        StatusLine line = new StatusLine(
                TIME,
                StatusLine.State.RUNNING,
                "diverged",
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of("loss", Double.NaN, "accuracy", 0.1),
                Map.of(),
                Map.of(),
                OptionalDouble.of(Double.POSITIVE_INFINITY));

        JsonNode json = new ObjectMapper().readTree(line.toJson());

        assertThat(json.path("kpi").toString()).isEqualTo("{\"accuracy\":0.1}");
        assertThat(json.has("key_metric")).isFalse();
    }

    @Test
    void aMessageWithLineBreaksStaysOneLine() {
        assertThat(StatusLine.of(StatusLine.State.FAILURE, "first\nsecond").toJson())
                .doesNotContain("\n")
                .contains("\"verbosity\":\"ERROR\"");
    }
}
