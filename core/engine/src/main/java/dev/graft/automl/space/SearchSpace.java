// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.space;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All searched parameters.
 *
 * @param dimensions in their order; at least one
 * @param bounds relations between drawn values, applied in their order
 * @param fixed values of parameters that bounds refer to and that are not searched
 */
public record SearchSpace(List<Dimension> dimensions, List<Bound> bounds, Map<String, JsonNode> fixed) {

    public SearchSpace {
        dimensions = List.copyOf(dimensions);
        bounds = List.copyOf(bounds);
        fixed = Map.copyOf(fixed);
        if (dimensions.isEmpty()) {
            throw new IllegalArgumentException("a search needs at least one parameter to search");
        }
    }

    /** A space of independent parameters. */
    public static SearchSpace of(Dimension... dimensions) {
        return new SearchSpace(List.of(dimensions), List.of(), Map.of());
    }

    /** The axes of the unit cube, dimension by dimension. */
    public List<Dimension.Coordinate> coordinates() {
        List<Dimension.Coordinate> all = new ArrayList<>();
        dimensions.forEach(dimension -> Collections.addAll(all, dimension.coordinates()));
        return List.copyOf(all);
    }

    /**
     * The values at a point of the unit cube, by parameter name and in the order of the dimensions.
     *
     * @param unit one number in [0, 1] for each of {@link #coordinates()}
     */
    public Map<String, JsonNode> decode(double[] unit) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        int offset = 0;
        for (Dimension dimension : dimensions) {
            int width = dimension.coordinates().length;
            values.put(dimension.name(), dimension.decode(Arrays.copyOfRange(unit, offset, offset + width)));
            offset += width;
        }
        bounds.forEach(bound -> hold(bound, values));
        return Collections.unmodifiableMap(values);
    }

    /**
     * The point of values.
     *
     * @param values by parameter name, one for every dimension
     * @throws IllegalArgumentException if one is missing or of the wrong type
     */
    public double[] encode(Map<String, JsonNode> values) {
        double[] unit = new double[coordinates().size()];
        int offset = 0;
        for (Dimension dimension : dimensions) {
            JsonNode value = values.get(dimension.name());
            if (value == null) {
                throw new IllegalArgumentException("no value of " + dimension.name());
            }
            double[] part = dimension.encode(value);
            System.arraycopy(part, 0, unit, offset, part.length);
            offset += part.length;
        }
        return unit;
    }

    private void hold(Bound bound, Map<String, JsonNode> values) {
        JsonNode limit = values.getOrDefault(bound.other(), fixed.get(bound.other()));
        if (limit != null && values.containsKey(bound.name())) {
            values.compute(bound.name(), (name, value) -> bound.hold(value, limit));
        }
    }
}
