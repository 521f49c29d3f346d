// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.job.JobResult.Graphical;
import dev.graft.job.JobResult.Kpi;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Values of metrics over epochs, collected from the {@code kpi} or {@code graphical} objects of status lines. It stays small however many
 * lines a worker writes: a long curve keeps every second, every fourth … of its epochs, and the newest.
 */
final class MetricSeries {

    /** Points of one curve at most; more than any picture of it shows. */
    static final int MOST_POINTS = 2_000;

    /** Metrics at most; further names are passed over. */
    static final int MOST_METRICS = 200;

    /** An object counts as told before if it is among so many of the newest. */
    private static final int REMEMBERED = 1_000;

    static final int LONGEST_NAME = 100;

    /** What the original draws a curve without values up to. */
    private static final double EMPTY_Y_MAX = 1e10;

    private final Map<String, Series> byMetric = new LinkedHashMap<>();
    private final Set<ObjectNode> seen = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectNode, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    private static final class Series {
        private final Map<Long, Double> values = new LinkedHashMap<>();
        private long stride = 1;
        private OptionalLong newestBetween = OptionalLong.empty();
        private OptionalDouble xMin = OptionalDouble.empty();
        private OptionalDouble xMax = OptionalDouble.empty();
        private OptionalDouble yMin = OptionalDouble.empty();
        private OptionalDouble yMax = OptionalDouble.empty();
        private Optional<String> units = Optional.empty();

        void put(long epoch, double value) {
            if (values.containsKey(epoch)) {
                return;
            }
            newestBetween.ifPresent(values::remove);
            values.put(epoch, value);
            while (values.size() > MOST_POINTS) {
                stride *= 2;
                values.keySet().removeIf(at -> at % stride != 0 && at != epoch);
            }
            newestBetween = epoch % stride == 0 ? OptionalLong.empty() : OptionalLong.of(epoch);
        }
    }

    /** Adds the values of one line; the first value of an epoch stays. */
    void add(long epoch, ObjectNode metrics) {
        metrics.properties().forEach(metric -> add(epoch, metric.getKey(), metric.getValue()));
    }

    /** As {@link #add(long, ObjectNode)}, unless the same object was there before. */
    void addUnlessSeen(long epoch, ObjectNode metrics) {
        if (seen.add(metrics)) {
            add(epoch, metrics);
        }
    }

    List<Kpi> asKpis() {
        return byMetric.entrySet().stream().map(entry -> new Kpi(entry.getKey(), entry.getValue().values)).toList();
    }

    List<Graphical> asGraphs() {
        return byMetric.entrySet().stream().map(entry -> graph(entry.getKey(), entry.getValue())).toList();
    }

    /** A finite number, written as a number or as text. */
    static OptionalDouble number(JsonNode node) {
        if (node == null || !(node.isNumber() || node.isTextual())) {
            return OptionalDouble.empty();
        }
        try {
            double value = node.isNumber() ? node.doubleValue() : Double.parseDouble(node.textValue().strip());
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            // A text that is no number is no value.
            return OptionalDouble.empty();
        }
    }

    static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    private void add(long epoch, String metric, JsonNode given) {
        String known = cut(metric, LONGEST_NAME);
        if (byMetric.size() >= MOST_METRICS && !byMetric.containsKey(known)) {
            return;
        }
        Series series = byMetric.computeIfAbsent(known, name -> new Series());
        number(given.isObject() ? given.get("value") : given).ifPresent(value -> series.put(epoch, value));
        if (given.isObject()) {
            series.xMin = given(given, "x_min", series.xMin);
            series.xMax = given(given, "x_max", series.xMax);
            series.yMin = given(given, "y_min", series.yMin);
            series.yMax = given(given, "y_max", series.yMax);
            if (given.path("units").isTextual()) {
                series.units = Optional.of(cut(given.get("units").textValue(), LONGEST_NAME));
            }
        }
    }

    private static OptionalDouble given(JsonNode metric, String key, OptionalDouble before) {
        OptionalDouble value = number(metric.get(key));
        return value.isPresent() ? value : before;
    }

    private static Graphical graph(String metric, Series series) {
        double largest = series.values.values().stream().mapToDouble(Double::doubleValue).max().orElse(EMPTY_Y_MAX);
        return new Graphical(
                metric,
                series.values,
                (long) series.xMin.orElse(0),
                (long) series.xMax.orElse(series.values.size()),
                series.yMin.orElse(0),
                series.yMax.orElse(largest),
                series.units);
    }
}
