// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.space;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;

/** One searched parameter: a map between some coordinates of the unit cube and the parameter's value. Immutable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RealDimension.class, name = "real"),
    @JsonSubTypes.Type(value = IntegerDimension.class, name = "integer"),
    @JsonSubTypes.Type(value = ChoiceDimension.class, name = "choice"),
    @JsonSubTypes.Type(value = ListDimension.class, name = "list")
})
public interface Dimension {

    /** Dotted name of the parameter in the specs. */
    String name();

    /** The coordinates it takes, at least one. */
    Coordinate[] coordinates();

    /**
     * The value at a point.
     *
     * @param unit one number in [0, 1] for each coordinate
     */
    JsonNode decode(double[] unit);

    /**
     * The point of a value, so that {@code decode(encode(value))} is the value again for every value that {@code decode} can give; a
     * value outside the range is taken to its nearest end.
     *
     * @throws IllegalArgumentException if the value is not of the dimension's type
     */
    double[] encode(JsonNode value);

    /**
     * One axis of the unit cube.
     *
     * @param levels number of distinct values; 0 when continuous
     * @param ordered whether near levels mean near values; false for categories
     */
    record Coordinate(int levels, boolean ordered) {

        static final Coordinate CONTINUOUS = new Coordinate(0, true);

        /** The middle of the level that {@code unit} falls into; {@code unit} itself when continuous. */
        public double snap(double unit) {
            return levels == 0 ? unit : middle(level(unit));
        }

        /** The level that {@code unit} falls into, from 0; only when not continuous. */
        public int level(double unit) {
            return Math.min(levels - 1, Math.max(0, (int) Math.floor(unit * levels)));
        }

        /** The coordinate in the middle of a level. */
        public double middle(int level) {
            return (level + 0.5) / levels;
        }
    }
}
