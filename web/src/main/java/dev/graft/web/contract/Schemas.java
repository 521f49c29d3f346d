// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import dev.graft.spi.spec.SpecFault;
import java.util.List;
import java.util.Locale;

/** Compiles the schemas of an OpenAPI 3.0 document. */
final class Schemas {

    private static final String BASE = "https://graft.dev/openapi.json";

    private static final List<String> DESCRIPTIVE = List.of(
            "openapi", "info", "servers", "tags", "security", "paths", "components",
            "x-note", "x-documented", "x-documented-max-length", "x-reference", "x-additive");

    private final SchemaRegistry registry;

    Schemas(ObjectNode document) {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .locale(Locale.ENGLISH)
                .build();
        String text = document.toString();
        this.registry = SchemaRegistry.withDialect(
                dialect(),
                builder -> builder.schemaRegistryConfig(config).schemas(uri -> BASE.equals(uri) ? text : null));
    }

    /** OpenAPI's dialect, told of the words in the document that describe and do not restrict. */
    private static Dialect dialect() {
        Dialect.Builder builder = Dialect.builder(Dialects.getOpenApi30());
        DESCRIPTIVE.forEach(word -> builder.keyword(new NonValidationKeyword(word)));
        return builder.build();
    }

    /** The schema at a place of the document, such as {@code /components/schemas/DatasetReq}. */
    Schema at(String pointer) {
        Schema schema = registry.getSchema(SchemaLocation.of(BASE + "#" + pointer));
        schema.initializeValidators();
        return schema;
    }

    /** Every fault of a value, in the order of the document. */
    static List<SpecFault> faults(Schema schema, JsonNode value) {
        return schema.validate(value).stream().map(Schemas::fault).toList();
    }

    private static SpecFault fault(Error error) {
        return new SpecFault(String.valueOf(error.getInstanceLocation()), error.getMessage());
    }
}
