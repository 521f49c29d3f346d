// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;

/**
 * The place of a parameter in specs.
 *
 * @param name its dotted name, for example {@code train.optim.lr}; elements of lists are counted from 0, as in
 *     {@code data.pipeline.1.prob}
 */
public record SpecPath(String name) {

    public SpecPath {
        Objects.requireNonNull(name, "name");
    }

    /** The value there; empty if there is none, or null. */
    public Optional<JsonNode> find(ObjectNode specs) {
        JsonNode node = specs;
        for (String step : name.split("\\.")) {
            node = child(node, step);
        }
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    /**
     * Puts a value there; objects on the way are made where there are none.
     *
     * @throws IllegalArgumentException if the place is in an element that a list does not have
     */
    public void put(ObjectNode specs, JsonNode value) {
        String[] steps = name.split("\\.");
        JsonNode place = specs;
        for (int i = 0; i < steps.length - 1; i++) {
            JsonNode next = child(place, steps[i]);
            place = next.isContainerNode() ? next : set(place, steps[i], specs.objectNode());
        }
        set(place, steps[steps.length - 1], value);
    }

    private static JsonNode child(JsonNode node, String step) {
        return node.isArray() ? node.path(index(step)) : node.path(step);
    }

    private JsonNode set(JsonNode place, String step, JsonNode value) {
        if (place instanceof ArrayNode list) {
            if (!list.has(index(step))) {
                throw new IllegalArgumentException(name + " is in element " + step + " of a list of " + list.size() + " elements");
            }
            list.set(index(step), value);
        } else {
            ((ObjectNode) place).set(step, value);
        }
        return value;
    }

    /** The number of an element; -1, which no list has, for other words. */
    private static int index(String step) {
        return step.matches("\\d{1,6}") ? Integer.parseInt(step) : -1;
    }
}
