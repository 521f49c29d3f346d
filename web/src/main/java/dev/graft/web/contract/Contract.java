// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The rules of every operation, compiled once. */
@ApplicationScoped
public class Contract {

    private Map<String, ContractOperation> operations;

    protected Contract() {}

    @Inject
    public Contract(ApiDocument document) {
        ObjectNode checked = Widenings.apply(document.document());
        this.operations = new Compiler(checked).compile();
    }

    /**
     * The rules for the operation that a resource method carries out.
     *
     * @throws IllegalStateException if the method names no operation, or one that no document describes: a defect
     */
    public ContractOperation operation(Method method) {
        Operation named = method.getAnnotation(Operation.class);
        if (named == null || !operations.containsKey(named.operationId())) {
            throw new IllegalStateException(method + " names no operation of the contract; annotate it with @Operation");
        }
        return operations.get(named.operationId());
    }

    /** Walks the document's operations. */
    private static final class Compiler {

        private final ObjectNode document;
        private final Schemas schemas;

        Compiler(ObjectNode document) {
            this.document = document;
            this.schemas = new Schemas(document);
        }

        Map<String, ContractOperation> compile() {
            Map<String, ContractOperation> compiled = new HashMap<>();
            document.get("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> {
                String at = "/paths/" + escape(path.getKey()) + "/" + method.getKey();
                ContractOperation operation = operation(at, method.getValue());
                compiled.put(operation.id(), operation);
            }));
            return Map.copyOf(compiled);
        }

        private ContractOperation operation(String at, JsonNode operation) {
            List<ParameterRule> parameters = new ArrayList<>();
            for (int i = 0; i < operation.path("parameters").size(); i++) {
                parameters.add(parameter(resolve(at + "/parameters/" + i)));
            }
            return new ContractOperation(operation.get("operationId").asText(), parameters, body(at, operation));
        }

        private ParameterRule parameter(String at) {
            JsonNode parameter = document.at(at);
            String schema = ofOneValue(resolve(at + "/schema"));
            return new ParameterRule(
                    parameter.get("name").asText(),
                    parameter.get("in").asText().equals("path"),
                    document.at(schema).path("type").asText("string"),
                    schemas.at(schema));
        }

        /** A parameter that may be repeated is checked value by value. */
        private String ofOneValue(String schema) {
            return document.at(schema).path("type").asText().equals("array") ? resolve(schema + "/items") : schema;
        }

        private BodyRule body(String at, JsonNode operation) {
            JsonNode model = operation.at("/requestBody/content/application~1json/schema");
            if (model.isMissingNode()) {
                return BodyRule.NONE;
            }
            String schema = resolve(at + "/requestBody/content/application~1json/schema");
            return BodyRule.of(schemas.at(schema), operation.at("/requestBody/required").asBoolean());
        }

        /** The place that a reference at that place points to, or that place. */
        private String resolve(String at) {
            JsonNode reference = document.at(at).path("$ref");
            return reference.isTextual() ? reference.asText().substring(1) : at;
        }

        private static String escape(String key) {
            return key.replace("~", "~0").replace("/", "~1");
        }
    }
}
