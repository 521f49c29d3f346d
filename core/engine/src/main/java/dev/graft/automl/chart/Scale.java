// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.chart;

import dev.graft.automl.space.Dimension;
import java.util.Arrays;
import java.util.Collection;

/** The way between the values on an axis and their places on it, 0 to 1. */
interface Scale {

    /** The value at a place. */
    double value(double place);

    /** The place of a value. */
    double place(double value);

    /** From the least to the largest of some values, with a little room where they are all equal. */
    static Scale over(Collection<Double> values) {
        double min = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double max = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double room = max > min ? 0 : Math.max(1e-9, Math.abs(min) / 10);
        return linear(min - room, max + room);
    }

    static Scale linear(double min, double max) {
        return new Scale() {
            @Override
            public double value(double place) {
                return min + place * (max - min);
            }

            @Override
            public double place(double value) {
                return (value - min) / (max - min);
            }
        };
    }

    /** The value of a parameter as a short text, at a place of its first coordinate. */
    static String text(Dimension dimension, double place) {
        double[] unit = new double[dimension.coordinates().length];
        Arrays.fill(unit, place);
        var value = dimension.decode(unit);
        return value.isNumber() ? Canvas.number(value.doubleValue()) : value.asText(value.toString());
    }
}
