// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Specs in the text format of Protocol Buffers: an object in braces, a list as its field repeated, a text in double quotes, and a text
 * between double underscores ({@code __L1__}) as the bare name of an enum value. Empty values are left out.
 */
final class ProtobufText {

    private static final Pattern ENUM = Pattern.compile("__([A-Za-z][A-Za-z0-9_]*)__");

    private ProtobufText() {}

    static String render(ObjectNode specs) {
        StringBuilder text = new StringBuilder();
        fields(text, specs, 0);
        return text.toString();
    }

    private static void fields(StringBuilder text, ObjectNode object, int depth) {
        object.properties().forEach(field -> field(text, field.getKey(), field.getValue(), depth));
    }

    private static void field(StringBuilder text, String name, JsonNode value, int depth) {
        String indent = "  ".repeat(depth);
        if (value.isArray()) {
            value.forEach(element -> field(text, name, element, depth));
        } else if (value instanceof ObjectNode object) {
            text.append(indent).append(name).append(" {\n");
            fields(text, object, depth + 1);
            text.append(indent).append("}\n");
        } else if (!value.isNull()) {
            text.append(indent).append(name).append(": ").append(scalar(value)).append('\n');
        }
    }

    private static String scalar(JsonNode value) {
        if (value.isTextual()) {
            var name = ENUM.matcher(value.textValue());
            return name.matches() ? name.group(1) : quoted(value.textValue());
        }
        if (value.isFloatingPointNumber()) {
            BigDecimal number = value.decimalValue();
            return (number.scale() < 1 ? number.setScale(1) : number).toPlainString();
        }
        return value.asText();
    }

    /** Bytes outside printable ASCII as octal escapes, which every reader of the format takes. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            int code = unit & 0xff;
            if (code == '"' || code == '\\') {
                quoted.append('\\').append((char) code);
            } else if (code < 0x20 || code > 0x7e) {
                quoted.append(String.format("\\%03o", code));
            } else {
                quoted.append((char) code);
            }
        }
        return quoted.append('"').toString();
    }
}
