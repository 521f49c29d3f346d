// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.space;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A parameter with a list of values.
 *
 * @param name dotted name
 * @param options the values, at least one
 * @param ordered whether neighbours in the list are alike (sizes, depths); false for categories and booleans
 */
public record ChoiceDimension(String name, List<JsonNode> options, boolean ordered) implements Dimension {

    public ChoiceDimension {
        options = List.copyOf(options);
        if (options.isEmpty()) {
            throw new IllegalArgumentException(name + " has no options to choose from");
        }
    }

    @Override
    public Coordinate[] coordinates() {
        return new Coordinate[] {new Coordinate(options.size(), ordered)};
    }

    @Override
    public JsonNode decode(double[] unit) {
        return options.get(coordinates()[0].level(unit[0]));
    }

    @Override
    public double[] encode(JsonNode value) {
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i).equals(value) || options.get(i).asText().equals(value.asText(null))) {
                return new double[] {coordinates()[0].middle(i)};
            }
        }
        throw new IllegalArgumentException(name + " is one of " + options + ", not " + value);
    }
}
