// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;

/**
 * The place of a parameter in specs.
 *
 * @param name its dotted name, for example {@code train.optim.lr}
 */
public record SpecPath(String name) {

    public SpecPath {
        Objects.requireNonNull(name, "name");
    }

    /** The value there; empty if there is none, or null. */
    public Optional<JsonNode> find(ObjectNode specs) {
        JsonNode node = specs;
        for (String step : name.split("\\.")) {
            node = node.path(step);
        }
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    /** Puts a value there; objects on the way are made where there are none. */
    public void put(ObjectNode specs, JsonNode value) {
        String[] steps = name.split("\\.");
        ObjectNode object = specs;
        for (int i = 0; i < steps.length - 1; i++) {
            object = object.get(steps[i]) instanceof ObjectNode child ? child : object.putObject(steps[i]);
        }
        object.set(steps[steps.length - 1], value);
    }
}
