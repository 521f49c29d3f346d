// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.space;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;

/**
 * A parameter that is a list of integers, in one of the three shapes of TAO's search (AutoML section of the TAO API, types
 * {@code list_1}, {@code list_2}, {@code list_3}).
 *
 * @param name dotted name
 * @param shape which lists it takes
 * @param min least element
 * @param max largest element, at least {@code min}
 * @param step elements are multiples of it; 2 with an odd {@code min} gives odd numbers
 */
public record ListDimension(String name, Shape shape, long min, long max, long step) implements Dimension {

    /** Shape of the list. */
    public enum Shape {
        /** The integers from one drawn number to another: 1 to (max - min + 1) elements. */
        CONSECUTIVE,
        /** Three to six different rising integers. */
        RISING,
        /** The same integer twice. */
        PAIR
    }

    private static final int LEAST_RISING = 3;
    private static final int MOST_RISING = 6;

    public ListDimension {
        if (min > max || step < 1) {
            throw new IllegalArgumentException(name + ": the range [" + min + ", " + max + "] cannot be searched");
        }
        if (shape == Shape.RISING && (max - min) / step + 1 < MOST_RISING) {
            throw new IllegalArgumentException(name + ": [" + min + ", " + max + "] is too narrow for six numbers");
        }
    }

    @Override
    public Coordinate[] coordinates() {
        Coordinate element = element().coordinates()[0];
        return switch (shape) {
            case PAIR -> new Coordinate[] {element};
            case CONSECUTIVE -> new Coordinate[] {element, element};
            case RISING -> {
                Coordinate[] all = new Coordinate[1 + MOST_RISING];
                Arrays.fill(all, element);
                all[0] = new Coordinate(MOST_RISING - LEAST_RISING + 1, true);
                yield all;
            }
        };
    }

    @Override
    public JsonNode decode(double[] unit) {
        return switch (shape) {
            case PAIR -> array(at(unit[0]), at(unit[0]));
            case CONSECUTIVE -> consecutive(Math.min(at(unit[0]), at(unit[1])), Math.max(at(unit[0]), at(unit[1])));
            case RISING -> rising(unit);
        };
    }

    @Override
    public double[] encode(JsonNode value) {
        if (!value.isArray() || value.isEmpty()) {
            throw new IllegalArgumentException(name + " is a list of integers, not " + value);
        }
        return switch (shape) {
            case PAIR -> element().encode(value.get(0));
            case CONSECUTIVE -> new double[] {
                element().encode(value.get(0))[0], element().encode(value.get(value.size() - 1))[0]
            };
            case RISING -> encodeRising(value);
        };
    }

    private IntegerDimension element() {
        return new IntegerDimension(name, min, max, step, false);
    }

    private long at(double unit) {
        return element().decode(new double[] {unit}).longValue();
    }

    private ArrayNode consecutive(long from, long to) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (long element = from; element <= to; element += step) {
            list.add(element);
        }
        return list;
    }

    private ArrayNode rising(double[] unit) {
        int size = LEAST_RISING + coordinates()[0].level(unit[0]);
        long[] drawn = new long[size];
        for (int i = 0; i < size; i++) {
            drawn[i] = at(unit[1 + i]);
        }
        Arrays.sort(drawn);
        return array(spread(drawn));
    }

    /** Moves equal neighbours apart, upwards first and then back below the largest element. */
    private long[] spread(long[] sorted) {
        for (int i = 1; i < sorted.length; i++) {
            sorted[i] = Math.max(sorted[i], sorted[i - 1] + step);
        }
        long ceiling = max;
        for (int i = sorted.length - 1; i >= 0; i--) {
            sorted[i] = Math.min(sorted[i], ceiling);
            ceiling = sorted[i] - step;
        }
        return sorted;
    }

    private double[] encodeRising(JsonNode value) {
        double[] unit = new double[1 + MOST_RISING];
        Arrays.fill(unit, 1);
        int size = Math.min(MOST_RISING, Math.max(LEAST_RISING, value.size()));
        unit[0] = coordinates()[0].middle(size - LEAST_RISING);
        for (int i = 0; i < size; i++) {
            unit[1 + i] = element().encode(value.get(Math.min(i, value.size() - 1)))[0];
        }
        return unit;
    }

    private static ArrayNode array(long... elements) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Arrays.stream(elements).forEach(list::add);
        return list;
    }
}
