// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;

/**
 * An integer parameter.
 *
 * @param name dotted name
 * @param min least value, a multiple of {@code step}
 * @param max largest value, at least {@code min}
 * @param step values are {@code min + k * step}; at least 1
 * @param logarithmic whether equal steps of the coordinate are equal factors; needs {@code min} above 0
 */
public record IntegerDimension(String name, long min, long max, long step, boolean logarithmic) implements Dimension {

    /** Above this many values neighbours are as good as continuous. */
    private static final long MANY = 1_000;

    public IntegerDimension {
        if (min > max || step < 1) {
            throw new IllegalArgumentException(
                    name + ": the range [" + min + ", " + max + "] by " + step + " cannot be searched");
        }
        if (logarithmic && min <= 0) {
            throw new IllegalArgumentException(name + ": a logarithmic range begins above 0, not at " + min);
        }
    }

    /** A dimension whose scale follows from its range: logarithmic where it spans decades. */
    public static IntegerDimension of(String name, long min, long max, long step) {
        long first = Math.multiplyExact(-Math.floorDiv(-min, step), step);
        return new IntegerDimension(name, first, max, step, first > 0 && max / first >= RealDimension.DECADES);
    }

    @Override
    public Coordinate[] coordinates() {
        long count = count();
        boolean levels = !logarithmic && count <= MANY;
        return new Coordinate[] {levels ? new Coordinate((int) count, true) : Coordinate.CONTINUOUS};
    }

    @Override
    public JsonNode decode(double[] unit) {
        long index = logarithmic
                ? Math.round((min * Math.pow((double) max / min, unit[0]) - min) / step)
                : (long) Math.floor(unit[0] * count());
        return LongNode.valueOf(min + Math.min(count() - 1, Math.max(0, index)) * step);
    }

    @Override
    public double[] encode(JsonNode value) {
        double index = Math.round((Numbers.number(name, value) - min) / step);
        long inside = (long) Math.min(count() - 1, Math.max(0, index));
        double unit = logarithmic
                ? Math.log((double) (min + inside * step) / min) / Math.log((double) max / min)
                : (inside + 0.5) / count();
        return new double[] {unit};
    }

    private long count() {
        return (max - min) / step + 1;
    }
}
