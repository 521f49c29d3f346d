// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;

/**
 * A real parameter.
 *
 * @param name dotted name
 * @param min least value
 * @param max largest value, above {@code min}, both finite
 * @param logarithmic whether equal steps are equal factors; needs {@code min} above 0
 */
public record RealDimension(String name, double min, double max, boolean logarithmic) implements Dimension {

    /** Ranges that span at least this factor are searched on a logarithmic scale. */
    static final double DECADES = 100;

    public RealDimension {
        if (!(min < max) || Double.isInfinite(min) || Double.isInfinite(max)) {
            throw new IllegalArgumentException(name + ": the range [" + min + ", " + max + "] cannot be searched");
        }
        if (logarithmic && min <= 0) {
            throw new IllegalArgumentException(name + ": a logarithmic range begins above 0, not at " + min);
        }
    }

    /** A dimension whose scale follows from its range: logarithmic where it spans decades. */
    public static RealDimension of(String name, double min, double max) {
        return new RealDimension(name, min, max, min > 0 && max / min >= DECADES);
    }

    @Override
    public Coordinate[] coordinates() {
        return new Coordinate[] {Coordinate.CONTINUOUS};
    }

    @Override
    public JsonNode decode(double[] unit) {
        double value = logarithmic
                ? min * Math.pow(max / min, unit[0])
                : min + (max - min) * unit[0];
        return DoubleNode.valueOf(Math.min(max, Math.max(min, value)));
    }

    @Override
    public double[] encode(JsonNode value) {
        double number = Math.min(max, Math.max(min, Numbers.number(name, value)));
        double unit = logarithmic ? Math.log(number / min) / Math.log(max / min) : (number - min) / (max - min);
        return new double[] {unit};
    }
}
