// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldPathTest {

    @Test
    void objectsOnTheWayAreMade() throws Exception {
        assertThat(put("{}", "train.optim.lr", "a")).isEqualTo("{\"train\":{\"optim\":{\"lr\":\"a\"}}}");
    }

    @Test
    void whatIsThereStays() throws Exception {
        assertThat(put("{\"train\":{\"epochs\":3}}", "train.folder", "a")).isEqualTo("{\"train\":{\"epochs\":3,\"folder\":\"a\"}}");
    }

    @Test
    void aListTakesOneElementPerValue() throws Exception {
        assertThat(put("{\"data\":[\"old\",\"older\",\"oldest\"]}", "data[]", "a", "b")).isEqualTo("{\"data\":[\"a\",\"b\"]}");
    }

    @Test
    void aFieldOfEveryElementTakesItsOwnValue() throws Exception {
        assertThat(put("{\"sources\":[{\"kind\":1}]}", "sources[].path", "a", "b"))
                .isEqualTo("{\"sources\":[{\"kind\":1,\"path\":\"a\"},{\"path\":\"b\"}]}");
    }

    @Test
    void anElementIsNamedByItsIndex() throws Exception {
        assertThat(put("{}", "sources[0].path", "a")).isEqualTo("{\"sources\":[{\"path\":\"a\"}]}");
        assertThat(put("{}", "folders[0]", "a")).isEqualTo("{\"folders\":[\"a\"]}");
    }

    @Test
    void aFieldIsFoundAndTakenAway() throws Exception {
        ObjectNode specs = object("{\"train\":{\"epochs\":3}}");
        FieldPath path = FieldPath.of("train.epochs");
        assertThat(path.find(specs)).hasValueSatisfying(value -> assertThat(value.intValue()).isEqualTo(3));
        path.remove(specs);
        assertThat(path.find(specs)).isEmpty();
        assertThat(FieldPath.of("absent.epochs").find(specs)).isEmpty();
    }

    @Test
    void theNameOfTheParameterHasNoBrackets() {
        assertThat(FieldPath.of("sources[0].path[]").parameter()).isEqualTo("sources.path");
    }

    @Test
    void aTextThatIsNoPathIsRefused() {
        for (String text : List.of("", "a..b", "a[x]", "a]", ".a", "a[1].")) {
            assertThatThrownBy(() -> FieldPath.of(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String put(String specs, String path, String... values) throws JsonProcessingException {
        ObjectNode object = object(specs);
        List<JsonNode> nodes = List.of(values).stream().<JsonNode>map(JsonNodeFactory.instance::textNode).toList();
        FieldPath.of(path).put(object, nodes);
        return object.toString();
    }

    private static ObjectNode object(String json) throws JsonProcessingException {
        return (ObjectNode) new JsonMapper().readTree(json);
    }
}
