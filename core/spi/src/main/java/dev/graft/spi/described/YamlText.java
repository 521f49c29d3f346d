// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.math.BigDecimal;

/**
 * Specs as YAML that every reader takes alike: texts are quoted, and fractions are written plainly with a point, because YAML 1.1
 * readers take {@code 1e-4} and {@code 1.0E10} for texts.
 */
final class YamlText {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private YamlText() {}

    static String render(ObjectNode specs) {
        try {
            return YAML.writeValueAsString(plain(specs));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON value cannot fail to be written as YAML", e);
        }
    }

    private static JsonNode plain(JsonNode node) {
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(entry -> object.set(entry.getKey(), plain(entry.getValue())));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(plain(element)));
            return array;
        }
        return node.isFloatingPointNumber() ? withPoint(node) : node;
    }

    private static JsonNode withPoint(JsonNode number) {
        BigDecimal value = number.decimalValue();
        return DecimalNode.valueOf(value.scale() < 1 ? value.setScale(1) : value);
    }
}
