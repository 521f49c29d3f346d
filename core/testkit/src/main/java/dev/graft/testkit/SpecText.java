// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads rendered specs back, with readers that share nothing with the renderers, into a form in which equal values are equal. */
final class SpecText {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = new JsonMapper();

    private SpecText() {}

    /** The values in a text whose syntax is told by the ending of the file name: yaml, json, or txt for Protocol Buffers. */
    static JsonNode read(String fileName, String text) throws JsonProcessingException {
        if (fileName.endsWith(".yaml")) {
            return exact(MAPPER.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(text)));
        }
        return fileName.endsWith(".json") ? exact(MAPPER.readTree(text)) : exact(ProtobufTextReader.read(text));
    }

    /** Values as they have to be read back from a file of that name. */
    static JsonNode expected(String fileName, JsonNode specs) {
        return exact(fileName.endsWith(".txt") ? asFields(specs) : specs);
    }

    /** Every field as a list, and nothing that is empty, as Protocol Buffers have it. */
    private static JsonNode asFields(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode fields = JSON.objectNode();
        object.properties().forEach(field -> {
            ArrayNode values = JSON.arrayNode();
            if (field.getValue().isArray()) {
                field.getValue().forEach(element -> values.add(asFields(element)));
            } else if (!field.getValue().isNull()) {
                values.add(asFields(field.getValue()));
            }
            if (!values.isEmpty()) {
                fields.set(field.getKey(), values);
            }
        });
        return fields;
    }

    private static JsonNode exact(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.objectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), exact(field.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JSON.arrayNode();
            node.forEach(element -> copy.add(exact(element)));
            return copy;
        }
        return node.isNumber() ? DecimalNode.valueOf(stripped(node.decimalValue())) : node;
    }

    private static BigDecimal stripped(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
}
