// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.output.Table;
import java.util.List;
import java.util.Map;

/** Reading answers and filling requests, field by field. */
final class Fields {

    private Fields() {}

    /** The field as text, a dash if it has no value. */
    static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return "-";
        }
        return value.isTextual() ? value.asText() : value.toString();
    }

    /** Puts the value if there is one. */
    static void put(ObjectNode json, String field, String value) {
        if (value != null) {
            json.put(field, value);
        }
    }

    /** Puts the values if there are any. */
    static void put(ObjectNode json, String field, List<String> values) {
        if (values != null && !values.isEmpty()) {
            values.forEach(json.putArray(field)::add);
        }
    }

    /** Puts a query parameter if there is one. */
    static void put(Map<String, String> query, String name, Object value) {
        if (value != null) {
            query.put(name, value.toString());
        }
    }

    /** One line per field that has a value; objects and arrays are left to {@code --json}, save arrays of plain values. */
    static Table table(JsonNode json) {
        Table table = new Table("FIELD", "VALUE");
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            JsonNode value = field.getValue();
            if (value.isValueNode() && !value.isNull()) {
                table.row(field.getKey(), value.asText());
            } else if (value.isArray() && !value.isEmpty() && value.get(0).isValueNode()) {
                table.row(field.getKey(), joined(value));
            }
        }
        return table;
    }

    private static String joined(JsonNode array) {
        StringBuilder text = new StringBuilder();
        array.forEach(value -> text.append(text.isEmpty() ? "" : ", ").append(value.asText()));
        return text.toString();
    }
}
