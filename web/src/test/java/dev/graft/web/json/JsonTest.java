// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    record Sample(Optional<String> text, OptionalLong number, List<String> list, String always) {}

    @Test
    void fieldsWithoutAValueAreLeftOut() throws IOException {
        byte[] json = Json.write(new Sample(Optional.empty(), OptionalLong.empty(), List.of(), "x"));
        assertThat(new String(json, StandardCharsets.UTF_8)).isEqualTo("{\"list\":[],\"always\":\"x\"}");
    }

    @Test
    void fieldsWithAValueAreThere() throws IOException {
        byte[] json = Json.write(new Sample(Optional.of("ü"), OptionalLong.of(Long.MAX_VALUE), List.of("a"), "x"));
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo("{\"text\":\"ü\",\"number\":9223372036854775807,\"list\":[\"a\"],\"always\":\"x\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\":1,\"a\":2}", "{} {}", "{'a':1}", "nul", "{\"a\":01}", "[1,]"})
    void whatIsNoJsonIsRefusedWithThePosition(String text) {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> read(text))
                .satisfies(refusal -> assertThat(refusal.getLocation().getLineNr()).isEqualTo(1));
    }

    @Test
    void deepNestingIsRefusedBeforeItHurts() {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> read("[".repeat(100_000)));
    }

    @Test
    void anEmptyBodyIsAMissingValue() throws IOException {
        assertThat(read("").isMissingNode()).isTrue();
    }

    private static JsonNode read(String text) throws IOException {
        return Json.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
