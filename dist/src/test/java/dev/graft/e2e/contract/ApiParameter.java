// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A parameter of an operation.
 *
 * @param name its name
 * @param in {@code path}, {@code query} or {@code header}
 * @param schema what its value must be
 */
public record ApiParameter(String name, String in, JsonNode schema) {
    public ApiParameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(schema, "schema");
    }

    /** Whether it is an id. */
    public boolean isId() {
        return in.equals("path") && name.endsWith("_id");
    }
}
