// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class SpecTextTest {

    private static final String SPECS = "{\"a\":{\"b\":[1,2],\"c\":[],\"d\":null,\"e\":1.0},\"f\":[{\"g\":\"x\"}]}";

    @Test
    void protobufTextIsComparedFieldByField() throws Exception {
        JsonNode read = SpecText.read("spec.txt", "a { b: 1 b: 2 e: 1 }\nf { g: \"x\" }");
        assertThat(read).isEqualTo(SpecText.expected("spec.txt", json(SPECS)));
    }

    @Test
    void aLostValueIsSeen() throws Exception {
        JsonNode read = SpecText.read("spec.txt", "a { b: 1 e: 1 }\nf { g: \"x\" }");
        assertThat(read).isNotEqualTo(SpecText.expected("spec.txt", json(SPECS)));
    }

    @Test
    void aNumberThatBecameATextIsSeen() throws Exception {
        assertThat(SpecText.read("spec.yaml", "lr: \"0.0001\"\n")).isNotEqualTo(SpecText.expected("spec.yaml", json("{\"lr\":1e-4}")));
        assertThat(SpecText.read("spec.yaml", "lr: 0.0001\n")).isEqualTo(SpecText.expected("spec.yaml", json("{\"lr\":1e-4}")));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new JsonMapper().readTree(text);
    }
}
