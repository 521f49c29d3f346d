// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;

/**
 * A parameter's drawn value held on one side of another parameter's value (TAO's {@code depends_on} and {@code math_cond}).
 *
 * @param name the parameter that is held
 * @param relation the side, as in {@code name RELATION other}
 * @param other the parameter that holds it
 */
public record Bound(String name, Relation relation, String other) {

    /** Comparison of two numbers. */
    public enum Relation {
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST
    }

    /** The strict forms keep a real value this far from the other. */
    private static final double STRICTLY = 1e-6;

    /** The value, moved to the right side of the other one if it is not there yet. */
    JsonNode hold(JsonNode value, JsonNode limit) {
        if (!value.isNumber() || !limit.isNumber()) {
            return value;
        }
        double margin = value.isIntegralNumber() ? 1 : STRICTLY;
        double held =
                switch (relation) {
                    case LESS -> Math.min(value.doubleValue(), limit.doubleValue() - margin);
                    case AT_MOST -> Math.min(value.doubleValue(), limit.doubleValue());
                    case GREATER -> Math.max(value.doubleValue(), limit.doubleValue() + margin);
                    case AT_LEAST -> Math.max(value.doubleValue(), limit.doubleValue());
                };
        if (held == value.doubleValue()) {
            return value;
        }
        return value.isIntegralNumber() ? LongNode.valueOf((long) held) : DoubleNode.valueOf(held);
    }
}
