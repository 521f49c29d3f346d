// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What charts need to know of a trial.
 *
 * @param number place in the search, from 0
 * @param values the values tried, by parameter
 * @param score its value of the metric; empty while it runs, or if it failed
 * @param curve values of the metric by epoch
 */
public record ChartTrial(int number, Map<String, JsonNode> values, OptionalDouble score, SortedMap<Long, Double> curve) {
    public ChartTrial {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        Objects.requireNonNull(score, "score");
        curve = Collections.unmodifiableSortedMap(new TreeMap<>(curve));
    }
}
