// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.space;

import com.fasterxml.jackson.databind.JsonNode;

/** Reading of numbers that must be numbers. */
final class Numbers {

    private Numbers() {}

    static double number(String name, JsonNode value) {
        if (!value.isNumber()) {
            throw new IllegalArgumentException(name + " is a number, not " + value);
        }
        return value.doubleValue();
    }
}
