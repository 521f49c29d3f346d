// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Reads the text format of Protocol Buffers without a schema: every field becomes a list, because only a schema could tell a field
 * that is given once from a list of one. The bare name of an enum value is read as {@code __NAME__}.
 */
final class ProtobufTextReader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String text;
    private int position;

    private ProtobufTextReader(String text) {
        this.text = text;
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if the text is no message
     */
    static ObjectNode read(String text) {
        ProtobufTextReader reader = new ProtobufTextReader(text);
        ObjectNode message = reader.message();
        if (reader.position < text.length()) {
            throw reader.fault("a field");
        }
        return message;
    }

    private ObjectNode message() {
        ObjectNode message = JSON.objectNode();
        skipSpace();
        while (position < text.length() && text.charAt(position) != '}') {
            String name = word();
            ArrayNode values = message.withArray("/" + name.replace("~", "~0").replace("/", "~1"));
            values.add(value());
            skipSpace();
        }
        return message;
    }

    private JsonNode value() {
        skipSpace();
        if (accept('{')) {
            ObjectNode nested = message();
            expect('}');
            return nested;
        }
        expect(':');
        skipSpace();
        return text.charAt(position) == '"' ? JSON.textNode(quoted()) : scalar(word());
    }

    private JsonNode scalar(String word) {
        if (word.equals("true") || word.equals("false")) {
            return JSON.booleanNode(word.equals("true"));
        }
        return Character.isLetter(word.charAt(0)) ? JSON.textNode("__" + word + "__") : DecimalNode.valueOf(new BigDecimal(word));
    }

    private String quoted() {
        expect('"');
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (text.charAt(position) != '"') {
            char next = text.charAt(position++);
            if (next != '\\') {
                bytes.write(next);
            } else if (Character.isDigit(text.charAt(position))) {
                bytes.write(Integer.parseInt(text.substring(position, position + 3), 8));
                position += 3;
            } else {
                bytes.write(text.charAt(position++));
            }
        }
        expect('"');
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private String word() {
        int start = position;
        while (position < text.length() && !Character.isWhitespace(text.charAt(position)) && "{}:\"".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        if (start == position) {
            throw fault("a name or a value");
        }
        return text.substring(start, position);
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private boolean accept(char wanted) {
        boolean there = position < text.length() && text.charAt(position) == wanted;
        position += there ? 1 : 0;
        return there;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw fault("'" + wanted + "'");
        }
    }

    private IllegalArgumentException fault(String wanted) {
        return new IllegalArgumentException("at character " + position + " there should be " + wanted);
    }
}
