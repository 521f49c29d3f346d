// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Objects;
import java.util.Optional;

/**
 * A limit of a value: what just keeps it, and what just does not.
 *
 * @param pointer where the value stands in the body; for a parameter its name after a slash
 * @param kind the keyword of the schema that sets it, such as {@code maxLength}
 * @param fits the last value that is allowed; empty where that says nothing, as for a type
 * @param exceeds the first value that is not
 */
public record Limit(String pointer, String kind, Optional<JsonNode> fits, JsonNode exceeds) {

    public Limit {
        Objects.requireNonNull(pointer, "pointer");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(fits, "fits");
        Objects.requireNonNull(exceeds, "exceeds");
    }

    /** A body with nothing in it but that value at the pointer. */
    public JsonNode body(JsonNode value) {
        String[] names = pointer.substring(1).split("/");
        JsonNode body = value;
        for (int i = names.length - 1; i >= 0; i--) {
            body = names[i].equals("0")
                    ? JsonNodeFactory.instance.arrayNode().add(body)
                    : JsonNodeFactory.instance.objectNode().set(names[i], body);
        }
        return body;
    }

    @Override
    public String toString() {
        return pointer + " " + kind;
    }
}
