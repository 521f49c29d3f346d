// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds values against the schemas of a description. Stricter than JSON Schema where a description is to be the whole truth: a field that
 * no model mentions is a fault, and so is one that is write-only.
 */
final class Models {

    private static final String BASE = "https://graft.dev/served.json";

    private final ApiDescription api;
    private final SchemaRegistry registry;
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    Models(ApiDescription api) {
        this.api = api;
        String text = api.text();
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .locale(Locale.ENGLISH)
                .build();
        this.registry = SchemaRegistry.withDialect(
                Dialects.getOpenApi30(),
                builder -> builder.schemaRegistryConfig(config).schemas(uri -> BASE.equals(uri) ? text : null));
    }

    /** Everything in a value that its schema, as it stands in the description, does not allow. */
    List<String> faults(JsonNode schema, JsonNode value) {
        List<String> faults = new ArrayList<>();
        compiled(schema).validate(value).forEach(error -> faults.add(error.getInstanceLocation() + ": " + error.getMessage()));
        walk(schema, value, "", faults);
        return faults;
    }

    /** A schema of the document as one that stands alone, its references leading back into the document. */
    private Schema compiled(JsonNode schema) {
        return compiled.computeIfAbsent(schema.toString(), text -> registry.getSchema(text.replace("\"#/", "\"" + BASE + "#/"), InputFormat.JSON));
    }

    private void walk(JsonNode given, JsonNode value, String at, List<String> faults) {
        JsonNode schema = api.resolve(given);
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                walk(schema.get("items"), value.get(i), at + "/" + i, faults);
            }
        }
        if (value.isObject() && schema.has("properties")) {
            value.properties().forEach(field -> field(schema, field.getKey(), field.getValue(), at + "/" + field.getKey(), faults));
        }
    }

    private void field(JsonNode schema, String name, JsonNode value, String at, List<String> faults) {
        JsonNode described = schema.get("properties").path(name);
        if (described.isMissingNode()) {
            if (!schema.path("additionalProperties").asBoolean()) {
                faults.add(at + ": no model describes this field");
            }
            return;
        }
        if (described.path("writeOnly").asBoolean()) {
            faults.add(at + ": is write-only");
        }
        if (value.isNull()) {
            faults.add(at + ": is null; a field without a value is left out");
        }
        walk(described, value, at, faults);
    }
}
