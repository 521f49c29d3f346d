// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProtobufTextReaderTest {

    @Test
    void repeatedFieldsBracesTextsAndEnumNamesAreRead() {
        assertThat(ProtobufTextReader.read("a: 1\na: 2.5\nb {\n  c: \"x y\"\n  d: L1\n}\ne: true\n").toString())
                .isEqualTo("{\"a\":[1,2.5],\"b\":[{\"c\":[\"x y\"],\"d\":[\"__L1__\"]}],\"e\":[true]}");
    }

    @Test
    void escapesAreResolved() {
        assertThat(ProtobufTextReader.read("a: \"q\\\"b\\\\\\303\\244\"").path("a").path(0).asText()).isEqualTo("q\"b\\ä");
    }

    @Test
    void aTextThatIsNoMessageIsRefused() {
        assertThatThrownBy(() -> ProtobufTextReader.read("a 1")).hasMessageContaining("there should be ':'");
        assertThatThrownBy(() -> ProtobufTextReader.read("a { b: 1")).hasMessageContaining("there should be '}'");
        assertThatThrownBy(() -> ProtobufTextReader.read("}")).hasMessageContaining("there should be a field");
    }
}
