// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class YamlNodeTest {

    private final DeclarationFiles files = new DeclarationFiles(YamlNodeTest.class);

    @Test
    void valuesBecomeJsonOfTheirType() {
        assertThat(files.read("nodes.yaml").toJson().toString())
                .isEqualTo("{\"text\":\"hello\",\"number\":0.001,\"small\":1.0E-4,\"large\":4294967296,\"truth\":true,"
                        + "\"nothing\":null,\"list\":[1,\"two\",3.5],\"object\":{\"inner\":7}}");
    }

    @Test
    void aNodeKnowsItsLine() {
        assertThat(files.read("nodes.yaml").find("number").orElseThrow().place()).isEqualTo("nodes.yaml:3");
    }

    @Test
    void aKeyNamedTwiceIsAFaultAtItsSecondPlace() {
        YamlNode root = files.read("twice.yaml");
        assertThatThrownBy(root::entries).isInstanceOf(DeclarationException.class).hasMessage("twice.yaml:4: 'lr' is named twice");
    }

    @Test
    void textThatIsNoYamlIsAFaultWithItsLine() {
        assertThatThrownBy(() -> files.read("broken.yaml")).isInstanceOf(DeclarationException.class).hasMessageStartingWith("broken.yaml:3");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> files.read("absent.yaml")).hasMessageContaining("absent.yaml").hasMessageContaining("YamlNodeTest");
    }

    @Test
    void yesAndNoAreNoTruthValues() throws IOException {
        YamlNode root = YamlNode.read("flag.yaml", new ByteArrayInputStream("freeze: yes".getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> root.find("freeze").orElseThrow().toJson())
                .hasMessageContaining("write true or false, or quote 'yes'");
    }

    @Test
    void anEmptyFileIsAFault() {
        assertThatThrownBy(() -> YamlNode.read("empty.yaml", new ByteArrayInputStream(new byte[0])))
                .hasMessage("empty.yaml:1: the file is empty");
    }
}
