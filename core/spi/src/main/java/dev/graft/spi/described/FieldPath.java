// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place in specs: dotted names, where {@code name[]} stands for a list that takes one element per value and {@code name[0]} for one
 * element of it. Missing objects and elements on the way are made.
 */
final class FieldPath {

    private record Step(String name, boolean list, boolean spread, int index) {

        static Step of(String text) {
            int bracket = text.indexOf('[');
            if (bracket < 0) {
                return new Step(text, false, false, 0);
            }
            String index = text.substring(bracket + 1, text.length() - 1);
            return new Step(text.substring(0, bracket), true, index.isEmpty(), index.isEmpty() ? 0 : Integer.parseInt(index));
        }
    }

    private final String text;
    private final List<Step> steps;

    private FieldPath(String text, List<Step> steps) {
        this.text = text;
        this.steps = steps;
    }

    /**
     * The path of that text.
     *
     * @throws IllegalArgumentException if it is none
     */
    static FieldPath of(String text) {
        if (!text.matches("[^.\\[\\]]+(\\[\\d{0,3}])?(\\.[^.\\[\\]]+(\\[\\d{0,3}])?)*")) {
            throw new IllegalArgumentException("'" + text + "' is no path: dotted names, with [] or [0] behind the name of a list");
        }
        return new FieldPath(text, Stream.of(text.split("\\.")).map(Step::of).toList());
    }

    /** The names alone, without brackets, as parameters are called. */
    String parameter() {
        return String.join(".", steps.stream().map(Step::name).toList());
    }

    /** Puts values there: the first one, or one per element where the path has a {@code []}. */
    void put(ObjectNode specs, List<JsonNode> values) {
        put(specs, 0, values);
    }

    /** The value there, or empty if there is none. Brackets are not followed. */
    Optional<JsonNode> find(JsonNode specs) {
        JsonNode node = specs;
        for (Step step : steps) {
            node = node.path(step.name());
        }
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    /** Takes the value away, if there is one. */
    void remove(ObjectNode specs) {
        JsonNode node = specs;
        for (Step step : steps.subList(0, steps.size() - 1)) {
            node = node.path(step.name());
        }
        if (node instanceof ObjectNode object) {
            object.remove(steps.get(steps.size() - 1).name());
        }
    }

    private void put(ObjectNode object, int depth, List<JsonNode> values) {
        Step step = steps.get(depth);
        boolean last = depth == steps.size() - 1;
        if (!step.list()) {
            if (last) {
                object.set(step.name(), values.get(0));
            } else {
                put(child(object, step.name()), depth + 1, values);
            }
            return;
        }
        ArrayNode list = list(object, step.name());
        int count = step.spread() ? values.size() : 1;
        if (step.spread()) {
            truncate(list, count);
        }
        for (int i = 0; i < count; i++) {
            int index = step.spread() ? i : step.index();
            fillUpTo(list, index, last);
            if (last) {
                list.set(index, values.get(i));
            } else {
                put(element(list, index), depth + 1, List.of(values.get(i)));
            }
        }
    }

    private static ObjectNode child(ObjectNode object, String name) {
        return object.get(name) instanceof ObjectNode child ? child : object.putObject(name);
    }

    private static ArrayNode list(ObjectNode object, String name) {
        return object.get(name) instanceof ArrayNode list ? list : object.putArray(name);
    }

    private static ObjectNode element(ArrayNode list, int index) {
        if (list.get(index) instanceof ObjectNode element) {
            return element;
        }
        ObjectNode element = JsonNodeFactory.instance.objectNode();
        list.set(index, element);
        return element;
    }

    private static void fillUpTo(ArrayNode list, int index, boolean last) {
        while (list.size() <= index) {
            if (last) {
                list.addNull();
            } else {
                list.addObject();
            }
        }
    }

    private static void truncate(ArrayNode list, int count) {
        while (list.size() > count) {
            list.remove(list.size() - 1);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
