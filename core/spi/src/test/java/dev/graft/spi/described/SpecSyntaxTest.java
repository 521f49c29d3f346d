// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class SpecSyntaxTest {

    @Test
    void protobufTextHasBracesRepeatedFieldsAndBareEnumNames() throws Exception {
        ObjectNode specs = object("{\"seed\":42,\"regularizer\":{\"type\":\"__L1__\",\"weight\":3e-9,\"none\":null},"
                + "\"data\":[{\"path\":\"/a\"},{\"path\":\"/b\"}],\"scales\":[1.0,2.5],\"amp\":true,\"empty\":{}}");
        assertThat(SpecSyntax.PROTOBUF.render(specs)).isEqualTo("""
                seed: 42
                regularizer {
                  type: L1
                  weight: 0.0000000030
                }
                data {
                  path: "/a"
                }
                data {
                  path: "/b"
                }
                scales: 1.0
                scales: 2.5
                amp: true
                empty {
                }
                """);
    }

    @Test
    void protobufTextEscapesWhatWouldEndAText() throws Exception {
        ObjectNode specs = object("{\"name\":\"a\\\"b\\\\c\\nä\"}");
        assertThat(SpecSyntax.PROTOBUF.render(specs)).isEqualTo("name: \"a\\\"b\\\\c\\012\\303\\244\"\n");
    }

    @Test
    void yamlNumbersAreNumbersForEveryReader() throws Exception {
        ObjectNode specs = object("{\"tiny\":1e-7,\"huge\":1e10,\"whole\":2.0,\"count\":3,\"text\":\"1e-4\",\"word\":\"no\"}");
        Map<String, Object> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(SpecSyntax.YAML.render(specs));
        assertThat(read).containsEntry("tiny", 1e-7).containsEntry("huge", 1e10).containsEntry("whole", 2.0)
                .containsEntry("count", 3).containsEntry("text", "1e-4").containsEntry("word", "no");
    }

    @Test
    void jsonIsWrittenAsItIs() throws Exception {
        ObjectNode specs = object("{\"a\":[1,{\"b\":null}]}");
        assertThat(new JsonMapper().readTree(SpecSyntax.JSON.render(specs))).isEqualTo(specs);
    }

    @Test
    void anUnknownSyntaxIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> SpecSyntax.of("xml")).hasMessage("specs are yaml, protobuf or json, not 'xml'");
    }

    private static ObjectNode object(String json) throws Exception {
        return (ObjectNode) new JsonMapper().readTree(json);
    }
}
