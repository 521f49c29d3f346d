// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a server says that it offers: its OpenAPI 3.0 document. Immutable. */
public final class ApiDescription {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final JsonNode document;
    private final List<ApiOperation> operations;

    private ApiDescription(JsonNode document) {
        this.document = document.deepCopy();
        this.operations = read();
    }

    /** Reads a document. */
    public static ApiDescription of(JsonNode document) {
        return new ApiDescription(document);
    }

    /** Every operation, in the order of the document. */
    public List<ApiOperation> operations() {
        return operations;
    }

    /** The operation of that id. */
    public ApiOperation operation(String id) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the document describes no operation " + id));
    }

    /** The operation that a request is for; of several templates that fit, the most literal one. */
    public Optional<ApiOperation> find(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.method().equals(method) && operation.matches(path))
                .max(Comparator.comparingInt(ApiOperation::literals));
    }

    /** The model of that name. */
    public JsonNode model(String name) {
        return document.at("/components/schemas/" + name);
    }

    /** Where a reference leads to, or the node itself. */
    public JsonNode resolve(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isTextual() ? resolve(document.at(reference.asText().substring(1))) : node;
    }

    /** The whole document as text. */
    String text() {
        return document.toString();
    }

    private List<ApiOperation> read() {
        List<ApiOperation> all = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> all.add(operation(method.getKey(), path.getKey(), method.getValue()))));
        return List.copyOf(all);
    }

    private ApiOperation operation(String method, String path, JsonNode operation) {
        return new ApiOperation(
                operation.path("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                parameters(operation),
                body(operation),
                operation.at("/requestBody/required").asBoolean(),
                responses(operation));
    }

    private List<ApiParameter> parameters(JsonNode operation) {
        List<ApiParameter> parameters = new ArrayList<>();
        operation.path("parameters").forEach(given -> {
            JsonNode parameter = resolve(given);
            parameters.add(new ApiParameter(
                    parameter.path("name").asText(), parameter.path("in").asText(), resolve(parameter.path("schema"))));
        });
        return parameters;
    }

    private Map<String, JsonNode> body(JsonNode operation) {
        return content(resolve(operation.path("requestBody")));
    }

    private Map<Integer, Map<String, JsonNode>> responses(JsonNode operation) {
        Map<Integer, Map<String, JsonNode>> responses = new TreeMap<>();
        operation.path("responses").properties()
                .forEach(response -> responses.put(Integer.valueOf(response.getKey()), content(resolve(response.getValue()))));
        return responses;
    }

    private static Map<String, JsonNode> content(JsonNode described) {
        return described.path("content").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().path("schema"), (a, b) -> a, TreeMap::new));
    }
}
