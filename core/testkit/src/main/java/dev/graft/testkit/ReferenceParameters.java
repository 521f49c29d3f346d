// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The parameter rows of the TAO 5.3 reference that may lie beside the project, and how a served JSON Schema differs from them. Later
 * rows of a name win; blanks and dots at the end of a name are slips of the reference.
 */
final class ReferenceParameters {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> JSON_TYPES = Map.ofEntries(
            Map.entry("collection", "object"), Map.entry("dict", "object"), Map.entry("list", "array"), Map.entry("list_2", "array"),
            Map.entry("list_3", "array"), Map.entry("list_1_backbone", "array"), Map.entry("list_1_normal", "array"),
            Map.entry("float", "number"), Map.entry("bool", "boolean"), Map.entry("int", "integer"), Map.entry("ordered_int", "integer"),
            Map.entry("enum", "string"), Map.entry("ordered", "string"), Map.entry("categorical", "string"));
    private static final Set<String> SEARCHABLE = Set.of(
            "int", "integer", "float", "bool", "ordered", "ordered_int", "categorical", "list_1_backbone", "list_1_normal", "list_2",
            "list_3");
    private static final Set<String> BOUNDED = Set.of("integer", "number");

    private final Path folder;

    ReferenceParameters(Path folder) {
        this.folder = folder;
    }

    /** The reference beside the project that the tests run in, if it is there. */
    static Optional<ReferenceParameters> find() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(parent -> parent.resolve("shared/reference/specs"))
                .filter(Files::isDirectory)
                .findFirst()
                .map(ReferenceParameters::new);
    }

    /** The actions of a network that the reference has rows of. */
    List<String> actions(String architecture) throws IOException {
        Path rows = folder.resolve(architecture);
        if (!Files.isDirectory(rows)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(rows)) {
            return files.map(file -> file.getFileName().toString().replace(".json", "")).sorted().toList();
        }
    }

    /** What differs, as {@code parameter: aspect}, between the rows of an action and its schema. */
    Set<String> differences(String architecture, String action, ObjectNode schema) throws IOException {
        Set<String> differences = new TreeSet<>();
        Map<String, JsonNode> rows = rows(architecture, action);
        rows.forEach((name, row) -> aspects(row, name, schema).forEach(aspect -> differences.add(name + ": " + aspect)));
        return differences;
    }

    private Map<String, JsonNode> rows(String architecture, String action) throws IOException {
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        for (JsonNode row : JSON.readTree(Files.readAllBytes(file(architecture, action)))) {
            rows.put(row.get("name").textValue().strip().replaceAll("\\.$", ""), row);
        }
        return rows;
    }

    private Path file(String architecture, String action) {
        return folder.resolve(architecture).resolve(action + ".json");
    }

    private static List<String> aspects(JsonNode row, String name, ObjectNode schema) {
        JsonNode served = find(schema, name);
        String type = row.path("type").asText("");
        if (type.isEmpty() || type.equals("hidden")) {
            return served.isMissingNode() ? List.of() : List.of("shown");
        }
        if (served.isMissingNode()) {
            return List.of("hidden");
        }
        List<String> aspects = new ArrayList<>();
        if (!typeFits(type, served)) {
            aspects.add("type");
        }
        if (row.has("default") && !same(row.get("default"), served.path(type.equals("const") ? "const" : "default"))) {
            aspects.add("default");
        }
        if (!row.has("default") && served.has("default") && served.path("properties").isMissingNode() && !served.has("items")) {
            aspects.add("default");
        }
        aspects.addAll(boundsAndOptions(row, served));
        if (SEARCHABLE.contains(type) && !automl(row).equals(automl(schema, name))) {
            aspects.add("automl");
        }
        return aspects;
    }

    private static List<String> boundsAndOptions(JsonNode row, JsonNode served) {
        List<String> aspects = new ArrayList<>();
        JsonNode bounded = served.path("type").asText().equals("array") ? served.path("items") : served;
        if (BOUNDED.contains(bounded.path("type").asText())) {
            if (!same(bound(row, "min"), bounded.path("minimum"))) {
                aspects.add("min");
            }
            if (!same(bound(row, "max"), bounded.path("maximum"))) {
                aspects.add("max");
            }
        }
        if (!served.path("type").asText().equals("boolean") && !same(row.path("options"), served.path("enum"))) {
            aspects.add("options");
        }
        return aspects;
    }

    /** A bound; an infinite one is none. */
    private static JsonNode bound(JsonNode row, String key) {
        return row.path(key).isTextual() ? row.path("") : row.path(key);
    }

    private static boolean typeFits(String type, JsonNode served) {
        return type.equals("const")
                ? served.has("const")
                : served.path("type").asText().equals(JSON_TYPES.getOrDefault(type, type));
    }

    private static JsonNode find(JsonNode schema, String name) {
        JsonNode node = schema;
        for (String part : name.split("\\.")) {
            JsonNode object = node.path("type").asText().equals("array") ? node.path("items") : node;
            node = object.path("properties").path(part);
        }
        return node;
    }

    private static String automl(JsonNode row) {
        return row.has("automl") ? (row.get("automl").booleanValue() ? "searched" : "locked") : "addable";
    }

    private static String automl(JsonNode schema, String name) {
        return contains(schema.path("automl_default_parameters"), name)
                ? "searched"
                : contains(schema.path("automl_add_parameters"), name) ? "addable" : "locked";
    }

    private static boolean contains(JsonNode names, String name) {
        for (JsonNode candidate : names) {
            if (candidate.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Equal values, whatever the order of keys and the type of a number. */
    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals(ReferenceParameters::compare, other);
    }

    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }
}
