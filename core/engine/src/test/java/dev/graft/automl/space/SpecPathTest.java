// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class SpecPathTest {

    private final ObjectNode specs = specs();

    private static ObjectNode specs() {
        try {
            return (ObjectNode) new JsonMapper().readTree("""
                    {"a": {"list": [{"p": 1}, {"p": 2}], "none": null}}""");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void elementsOfListsAreCountedFromZero() {
        assertThat(new SpecPath("a.list.1.p").find(specs)).contains(IntNode.valueOf(2));
        assertThat(new SpecPath("a.list.2.p").find(specs)).isEmpty();
        assertThat(new SpecPath("a.list.p").find(specs)).isEmpty();
        assertThat(new SpecPath("a.list.-1.p").find(specs)).isEmpty();
    }

    @Test
    void nullIsNoValue() {
        assertThat(new SpecPath("a.none").find(specs)).isEmpty();
    }

    @Test
    void aValueIsPutIntoAnElementOrIntoObjectsMadeForIt() {
        new SpecPath("a.list.0.p").put(specs, IntNode.valueOf(7));
        new SpecPath("a.list.1").put(specs, IntNode.valueOf(8));
        new SpecPath("b.c").put(specs, IntNode.valueOf(9));

        assertThat(specs.toString()).isEqualTo("{\"a\":{\"list\":[{\"p\":7},8],\"none\":null},\"b\":{\"c\":9}}");
    }

    @Test
    void aListDoesNotGrow() {
        assertThatThrownBy(() -> new SpecPath("a.list.2.p").put(specs, IntNode.valueOf(7)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.list.2.p");
        assertThatThrownBy(() -> new SpecPath("a.list.2").put(specs, IntNode.valueOf(7)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
