// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.fault.InvalidRequest;
import dev.graft.spi.spec.SpecFault;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private static final UUID ID = UUID.fromString("0b7f1c9e-5a53-4f11-9a39-6a2f3c1d0e4f");

    @Test
    void aFieldThatWasNotSentIsEmpty() throws Exception {
        Fields fields = fields("{}");
        assertThat(fields.text("a")).isEmpty();
        assertThat(fields.ids("b")).isEmpty();
        assertThat(fields.numbers("c")).isEmpty();
        assertThat(fields.flag("d")).isEmpty();
        assertThatNoException().isThrownBy(fields::check);
    }

    @Test
    void idsAreReadInTheirOrder() throws Exception {
        assertThat(fields("{\"list\":[\"" + ID + "\"]}").ids("list")).contains(List.of(ID));
    }

    @Test
    void everythingThatIsNoIdIsToldAtOnce() throws Exception {
        Fields fields = fields("{\"one\":\"1-1-1-1-1\",\"list\":[\"" + ID + "\",\"x\"]}");
        fields.id("one");
        fields.ids("list");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(fields::check)
                .satisfies(refusal -> assertThat(refusal.faults()).extracting(SpecFault::pointer).containsExactly("/one", "/list/1"));
    }

    @Test
    void environmentVariablesTakeNumbersAndFlagsAsText() throws Exception {
        assertThat(fields("{\"env\":{\"A\":\"x\",\"B\":2,\"C\":true}}").texts("env"))
                .contains(Map.of("A", "x", "B", "2", "C", "true"));
    }

    @Test
    void anEnvironmentVariableThatIsNoTextIsAFaultWithAnEscapedPointer() throws Exception {
        Fields fields = fields("{\"env\":{\"A/B~\":{}}}");
        fields.texts("env");
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(fields::check)
                .satisfies(refusal -> assertThat(refusal.faults()).extracting(SpecFault::pointer).containsExactly("/env/A~1B~0"));
    }

    @Test
    void epochNumbersAreIntegers() throws Exception {
        Fields fields = fields("{\"epochs\":{\"a\":3,\"b\":1.5,\"c\":\"4\"}}");
        assertThat(fields.numbers("epochs")).contains(Map.of("a", 3L));
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(fields::check)
                .satisfies(refusal ->
                        assertThat(refusal.faults()).extracting(SpecFault::pointer).containsExactly("/epochs/b", "/epochs/c"));
    }

    @Test
    void specsMustBeAnObjectIfTheyAreAnything() throws Exception {
        assertThat(fields("{\"specs\":null}").onlyObject("specs")).isEmpty();
        Fields fields = fields("{\"specs\":[]}");
        assertThat(fields.onlyObject("specs")).isEmpty();
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(fields::check);
    }

    private static Fields fields(String json) throws Exception {
        return new Fields((ObjectNode) new ObjectMapper().readTree(json));
    }
}
