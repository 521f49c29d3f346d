// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Writes the parameters of an action as JSON Schema, draft 2020-12. */
final class JsonSchemaWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    ObjectNode write(SpecTree tree, List<SpecParameter> parameters, boolean open) {
        ObjectNode root = JSON.objectNode().put("$schema", DIALECT);
        writeObject(root, tree, open);
        root.set("default", tree.defaultValue().orElseGet(JSON::objectNode));
        List<SpecParameter> visible = parameters.stream().filter(parameter -> !parameter.hidden()).toList();
        root.set("popular", names(visible, SpecParameter::popular));
        root.set("automl_default_parameters", names(visible, parameter -> parameter.automl() == SpecParameter.AutoMl.SEARCHED));
        root.set("automl_add_parameters", names(visible, parameter -> parameter.automl() == SpecParameter.AutoMl.ADDABLE));
        writeRanges(root, visible);
        return root;
    }

    /** Where a search draws numbers from, as that is not always the range that is allowed. */
    private static void writeRanges(ObjectNode root, List<SpecParameter> parameters) {
        ObjectNode ranges = JSON.objectNode();
        parameters.stream().filter(parameter -> parameter.automl() != SpecParameter.AutoMl.OVERRIDE_ONLY).forEach(parameter ->
                SearchRange.of(parameter).ifPresent(range -> {
                    ObjectNode shown = ranges.putObject(parameter.name());
                    shown.set("minimum", number(range.min()));
                    shown.set("maximum", number(range.max()));
                    shown.put("scale", range.logarithmic() ? "logarithmic" : "linear");
                }));
        if (!ranges.isEmpty()) {
            root.set("automl_ranges", ranges);
        }
    }

    private static ArrayNode names(List<SpecParameter> parameters, Predicate<SpecParameter> wanted) {
        ArrayNode names = JSON.arrayNode();
        parameters.stream().filter(wanted).forEach(parameter -> names.add(parameter.name()));
        return names;
    }

    private ObjectNode writeNode(String name, SpecTree tree) {
        ObjectNode schema = JSON.objectNode();
        tree.declaration().map(Declaration::parameter).filter(own -> !own.description().isEmpty()).ifPresent(own -> {
            schema.put("title", title(name));
            schema.put("description", own.unit().isEmpty() ? own.description() : own.description() + " Unit: " + own.unit() + ".");
        });
        if (tree.isArray()) {
            writeArray(schema, tree);
        } else if (!tree.children().isEmpty() || tree.declaration().isEmpty()) {
            writeObject(schema, tree, tree.declaration().filter(Declaration::open).isPresent());
        } else {
            writeLeaf(schema, tree.declaration().get());
        }
        tree.defaultValue().ifPresent(value -> schema.set("default", value));
        tree.declaration().filter(own -> own.parameter().popular()).ifPresent(own -> schema.put("popular", true));
        return schema;
    }

    /** An object takes what is declared and nothing else, so that a misspelt name is told; one without declared content takes all. */
    private void writeObject(ObjectNode schema, SpecTree tree, boolean open) {
        schema.put("type", "object");
        if (tree.children().isEmpty()) {
            return;
        }
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (Map.Entry<String, SpecTree> child : tree.children().entrySet()) {
            if (child.getValue().isHidden()) {
                refuseIfOpen(properties, child.getKey(), open);
            } else {
                properties.set(child.getKey(), writeNode(child.getKey(), child.getValue()));
                child.getValue().declaration().filter(own -> own.parameter().required()).ifPresent(own -> required.add(child.getKey()));
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.put("additionalProperties", open);
    }

    /** What the server fills is no user's to say; where all else is passed on, that has to be said. */
    private static void refuseIfOpen(ObjectNode properties, String name, boolean open) {
        if (open) {
            properties.put(name, false);
        }
    }

    private void writeArray(ObjectNode schema, SpecTree tree) {
        schema.put("type", "array");
        if (!tree.children().isEmpty()) {
            writeObject(schema.putObject("items"), tree, false);
        }
        tree.declaration().ifPresent(own -> writeItemBounds(schema, own.parameter(), "number"));
    }

    private static void writeLeaf(ObjectNode schema, Declaration declaration) {
        SpecParameter parameter = declaration.parameter();
        switch (parameter.type()) {
            case OBJECT -> schema.put("type", "object");
            case STRING, ORDERED, CATEGORICAL -> schema.put("type", "string");
            case INTEGER, ORDERED_INT -> schema.put("type", "integer");
            case NUMBER -> schema.put("type", "number");
            case BOOLEAN -> schema.put("type", "boolean");
            case CONST -> parameter.defaultValue().ifPresent(value -> schema.set("const", value));
            case ARRAY -> schema.put("type", "array");
            case LIST_1_BACKBONE, LIST_1_NORMAL, LIST_2, LIST_3 -> {
                schema.put("type", "array");
                schema.putObject("items").put("type", "integer");
                writeItemBounds(schema, parameter, "integer");
            }
        }
        if (schema.path("type").asText().equals("integer") || schema.path("type").asText().equals("number")) {
            writeBounds(schema, parameter);
        }
        if (!parameter.options().isEmpty()) {
            ArrayNode options = schema.putArray("enum");
            parameter.options().forEach(options::add);
        }
        declaration.pattern().ifPresent(pattern -> schema.put("pattern", pattern));
    }

    private static void writeItemBounds(ObjectNode schema, SpecParameter parameter, String itemType) {
        if (parameter.min().isPresent() || parameter.max().isPresent()) {
            ObjectNode items = schema.withObject("/items");
            items.put("type", itemType);
            writeBounds(items, parameter);
        }
    }

    private static void writeBounds(ObjectNode schema, SpecParameter parameter) {
        parameter.min().ifPresent(min -> schema.set("minimum", number(min)));
        parameter.max().ifPresent(max -> schema.set("maximum", number(max)));
    }

    private static JsonNode number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53 ? JSON.numberNode((long) value) : JSON.numberNode(value);
    }

    private static String title(String name) {
        String words = name.replace('_', ' ').strip();
        return words.isEmpty() ? name : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
