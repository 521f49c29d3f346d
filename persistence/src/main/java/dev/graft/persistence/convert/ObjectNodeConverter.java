// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.convert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** {@link ObjectNode} as JSON text. */
@Converter(autoApply = true)
public class ObjectNodeConverter implements AttributeConverter<ObjectNode, String> {

    private static final JsonText<ObjectNode> JSON = new JsonText<>(ObjectNode.class);

    @Override
    public String convertToDatabaseColumn(ObjectNode value) {
        return JSON.write(value);
    }

    @Override
    public ObjectNode convertToEntityAttribute(String text) {
        return JSON.read(text);
    }
}
