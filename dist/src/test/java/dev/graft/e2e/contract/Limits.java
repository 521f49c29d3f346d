// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds every limit that a schema sets: types, lengths, word lists, patterns, bounds, and that nothing is null. */
public final class Limits {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> ODD = List.of("!", "a b", "é", "\n", "");
    private static final List<String> PLAIN = List.of("x", "a", "0");
    /** A length beyond it stands for none. */
    private static final long LONGEST = 1_000_000;

    private final ApiDescription api;
    private final List<Limit> found = new ArrayList<>();

    private Limits(ApiDescription api) {
        this.api = api;
    }

    /** Every limit of the fields of a body. */
    public static List<Limit> ofBody(ApiDescription api, JsonNode schema) {
        Limits limits = new Limits(api);
        limits.fields(api.resolve(schema), "");
        return List.copyOf(limits.found);
    }

    /** Every limit of a parameter's value; its type is none where that is text, since every parameter is. */
    public static List<Limit> ofParameter(ApiDescription api, ApiParameter parameter) {
        Limits limits = new Limits(api);
        JsonNode schema = api.resolve(parameter.schema());
        // Of a list one value at a time is sent.
        limits.value(schema.has("items") ? api.resolve(schema.get("items")) : schema, "/" + parameter.name());
        limits.found.removeIf(limit -> limit.kind().equals("null")
                || limit.kind().equals("type") && !List.of("integer", "number", "boolean").contains(schema.path("type").asText()));
        return List.copyOf(limits.found);
    }

    private void fields(JsonNode model, String at) {
        model.path("properties").properties().forEach(field -> value(api.resolve(field.getValue()), at + "/" + field.getKey()));
    }

    private void value(JsonNode schema, String at) {
        if (!schema.has("type")) {
            return;
        }
        add(at, "type", Optional.empty(), wrongType(schema.get("type").asText()));
        add(at, "null", Optional.empty(), JSON.nullNode());
        switch (schema.get("type").asText()) {
            case "string" -> text(schema, at);
            case "integer", "number" -> number(schema, at);
            case "object" -> fields(schema, at);
            case "array" -> value(api.resolve(schema.path("items")), at + "/0");
            default -> {}
        }
    }

    private void text(JsonNode schema, String at) {
        long length = schema.path("maxLength").asLong(LONGEST);
        if (length < LONGEST) {
            add(at, "maxLength", Optional.of(filled(schema, (int) length)), filled(schema, (int) length + 1));
        }
        if (schema.has("enum")) {
            String last = schema.get("enum").get(schema.get("enum").size() - 1).asText();
            add(at, "enum", Optional.of(JSON.textNode(last)), JSON.textNode(last + " x"));
        }
        if (schema.has("pattern")) {
            ODD.stream()
                    .filter(odd -> !keeps(odd, schema))
                    .findFirst()
                    .ifPresent(odd -> add(at, "pattern", Optional.empty(), JSON.textNode(odd)));
        }
        if (schema.path("format").asText().equals("uuid")) {
            add(at, "format", Optional.empty(), JSON.textNode("g1234567-89ab-cdef-0123-456789abcdef"));
        }
    }

    /** A text of that length which keeps the pattern, if there is one. */
    private static JsonNode filled(JsonNode schema, int length) {
        return PLAIN.stream()
                .map(letter -> letter.repeat(length))
                .filter(text -> keeps(text, schema))
                .findFirst()
                .map(JSON::textNode)
                .orElseThrow(() -> new IllegalStateException("no text is known that keeps " + schema.get("pattern")));
    }

    private static boolean keeps(String text, JsonNode schema) {
        return Pattern.compile(schema.path("pattern").asText(".*")).matcher(text).find();
    }

    private void number(JsonNode schema, String at) {
        if (schema.has("minimum")) {
            BigInteger least = schema.get("minimum").bigIntegerValue();
            add(at, "minimum", Optional.of(JSON.numberNode(least)), JSON.numberNode(least.subtract(BigInteger.ONE)));
        }
        if (schema.has("maximum")) {
            BigInteger most = schema.get("maximum").bigIntegerValue();
            add(at, "maximum", Optional.of(JSON.numberNode(most)), JSON.numberNode(most.add(BigInteger.ONE)));
        }
    }

    private static JsonNode wrongType(String type) {
        return switch (type) {
            case "string" -> JSON.numberNode(5);
            case "object" -> JSON.arrayNode();
            case "array" -> JSON.objectNode();
            default -> JSON.textNode("x");
        };
    }

    private void add(String at, String kind, Optional<JsonNode> fits, JsonNode exceeds) {
        found.add(new Limit(at, kind, fits, exceeds));
    }
}
