// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.chart;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.automl.space.Dimension;
import dev.graft.automl.space.SearchSpace;
import dev.graft.spi.network.KeyMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

/**
 * The data of all charts of a search.
 *
 * @param metric name of the metric
 * @param goal {@code maximize} or {@code minimize}
 * @param optimisationHistory the trials with a value, in the order of their numbers
 * @param parallelCoordinates the trials with a value over all parameters
 * @param importances how much each parameter matters, the most important first; empty before {@value Importances#LEAST_TRIALS} trials
 *     have a value
 * @param slices the metric over each parameter alone
 * @param learningCurves the metric over epochs, of every trial that has reported one
 */
public record SearchCharts(
        @JsonProperty("metric") String metric,
        @JsonProperty("goal") String goal,
        @JsonProperty("optimisation_history") List<HistoryPoint> optimisationHistory,
        @JsonProperty("parallel_coordinates") ParallelCoordinates parallelCoordinates,
        @JsonProperty("importances") List<Importance> importances,
        @JsonProperty("slices") List<Slice> slices,
        @JsonProperty("learning_curves") List<LearningCurve> learningCurves) {

    /**
     * A trial in the course of a search.
     *
     * @param best the best value up to it
     */
    public record HistoryPoint(
            @JsonProperty("trial") int trial, @JsonProperty("value") double value, @JsonProperty("best") double best) {}

    /**
     * All parameters side by side.
     *
     * @param axes one for each parameter, with its range or values
     * @param lines one for each trial
     */
    public record ParallelCoordinates(
            @JsonProperty("axes") List<Dimension> axes, @JsonProperty("lines") List<Line> lines) {
        public ParallelCoordinates {
            axes = List.copyOf(axes);
            lines = List.copyOf(lines);
        }
    }

    /**
     * A trial over all axes.
     *
     * @param values its values, by parameter
     * @param positions where it crosses each axis, 0 to 1
     */
    public record Line(
            @JsonProperty("trial") int trial,
            @JsonProperty("value") double value,
            @JsonProperty("values") Map<String, JsonNode> values,
            @JsonProperty("positions") List<Double> positions) {
        public Line {
            positions = List.copyOf(positions);
        }
    }

    /**
     * How much a parameter matters.
     *
     * @param importance its share, 0 to 1; all add up to 1 unless none matters
     */
    public record Importance(@JsonProperty("parameter") String parameter, @JsonProperty("importance") double importance) {
        public Importance {
            Objects.requireNonNull(parameter, "parameter");
        }
    }

    /** The metric over one parameter. */
    public record Slice(@JsonProperty("parameter") String parameter, @JsonProperty("points") List<SlicePoint> points) {
        public Slice {
            points = List.copyOf(points);
        }
    }

    /**
     * A trial in a slice.
     *
     * @param x the parameter's value
     * @param position the place of that value on the axis, 0 to 1
     */
    public record SlicePoint(
            @JsonProperty("trial") int trial,
            @JsonProperty("x") JsonNode x,
            @JsonProperty("position") double position,
            @JsonProperty("value") double value) {}

    /** The metric of a trial over epochs. */
    public record LearningCurve(@JsonProperty("trial") int trial, @JsonProperty("values") SortedMap<Long, Double> values) {}

    public SearchCharts {
        optimisationHistory = List.copyOf(optimisationHistory);
        importances = List.copyOf(importances);
        slices = List.copyOf(slices);
        learningCurves = List.copyOf(learningCurves);
    }

    /** The charts of a search's trials. */
    public static SearchCharts of(SearchSpace space, KeyMetric metric, List<ChartTrial> trials) {
        List<ChartTrial> scored = trials.stream().filter(trial -> trial.score().isPresent()).toList();
        return new SearchCharts(
                metric.name(),
                metric.goal().name().toLowerCase(Locale.ROOT),
                history(metric, scored),
                new ParallelCoordinates(space.dimensions(), scored.stream().map(trial -> line(space, trial)).toList()),
                Importances.of(space, scored),
                space.dimensions().stream().map(dimension -> slice(dimension, scored)).toList(),
                trials.stream()
                        .filter(trial -> !trial.curve().isEmpty())
                        .map(trial -> new LearningCurve(trial.number(), trial.curve()))
                        .toList());
    }

    private static List<HistoryPoint> history(KeyMetric metric, List<ChartTrial> scored) {
        List<HistoryPoint> points = new ArrayList<>();
        for (ChartTrial trial : scored) {
            double value = trial.score().getAsDouble();
            double before = points.isEmpty() ? value : points.get(points.size() - 1).best();
            points.add(new HistoryPoint(trial.number(), value, metric.isBetter(value, before) ? value : before));
        }
        return points;
    }

    private static Line line(SearchSpace space, ChartTrial trial) {
        List<Double> positions = space.dimensions().stream()
                .map(dimension -> dimension.encode(trial.values().get(dimension.name()))[0])
                .toList();
        return new Line(trial.number(), trial.score().getAsDouble(), trial.values(), positions);
    }

    private static Slice slice(Dimension dimension, List<ChartTrial> scored) {
        return new Slice(
                dimension.name(),
                scored.stream()
                        .map(trial -> {
                            JsonNode x = trial.values().get(dimension.name());
                            return new SlicePoint(trial.number(), x, dimension.encode(x)[0], trial.score().getAsDouble());
                        })
                        .toList());
    }
}
