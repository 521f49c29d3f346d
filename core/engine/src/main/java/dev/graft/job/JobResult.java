// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a job has reported; the API's {@code JobResult}, with its JSON names. Built by {@link StatusReader}.
 *
 * @param detailedStatus the last date, time, status and message
 * @param categorical values by metric and class
 * @param kpi metric values by epoch
 * @param graphical values to plot by epoch, with the axes' ranges
 * @param epoch last epoch reported
 * @param maxEpoch epochs in all
 * @param curIter last iteration reported
 * @param eta time to go, {@code H:MM:SS.ffffff}
 * @param timePerEpoch mean time of an epoch, likewise
 * @param timePerIter mean time of an iteration, likewise
 * @param keyMetric last value of the key metric; 0.0 before any
 * @param automlResult the best value that a search over hyperparameters has found
 * @param stats how far a search over hyperparameters is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record JobResult(
        @JsonProperty("detailed_status") DetailedStatus detailedStatus,
        @JsonProperty("categorical") List<Categorical> categorical,
        @JsonProperty("kpi") List<Kpi> kpi,
        @JsonProperty("graphical") List<Graphical> graphical,
        @JsonProperty("epoch") OptionalLong epoch,
        @JsonProperty("max_epoch") OptionalLong maxEpoch,
        @JsonProperty("cur_iter") OptionalLong curIter,
        @JsonProperty("eta") Optional<String> eta,
        @JsonProperty("time_per_epoch") Optional<String> timePerEpoch,
        @JsonProperty("time_per_iter") Optional<String> timePerIter,
        @JsonProperty("key_metric") OptionalDouble keyMetric,
        @JsonProperty("automl_result") List<AutoMlResult> automlResult,
        @JsonProperty("stats") List<Stat> stats) {

    /** Most characters of {@link DetailedStatus#message()}. */
    public static final int MAX_MESSAGE = 6400;

    /** Most characters of {@link DetailedStatus#status()}. */
    public static final int MAX_STATUS = 100;

    /**
     * How the job stands, in the worker's or the server's words.
     *
     * @param date {@code m/d/yyyy}
     * @param time {@code h:m:s}
     * @param status the worker's word (STARTED, RUNNING, SUCCESS, FAILURE, …) or the job's state
     * @param message a sentence for people
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record DetailedStatus(
            @JsonProperty("date") Optional<String> date,
            @JsonProperty("time") Optional<String> time,
            @JsonProperty("status") Optional<String> status,
            @JsonProperty("message") Optional<String> message) {

        /** Nothing said yet. */
        public static final DetailedStatus NONE =
                new DetailedStatus(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public DetailedStatus {
            Objects.requireNonNull(date, "date");
            Objects.requireNonNull(time, "time");
            status = status.map(text -> cut(text, MAX_STATUS));
            message = message.map(text -> cut(text, MAX_MESSAGE));
        }

        private static String cut(String text, int length) {
            return text.length() <= length ? text : text.substring(0, length - 1) + "…";
        }
    }

    /**
     * A metric's values by class.
     *
     * @param metric the metric
     * @param values value of each class, in the order reported
     */
    public record Categorical(
            @JsonProperty("metric") String metric, @JsonProperty("category_wise_values") List<CategoryValue> values) {
        public Categorical {
            Objects.requireNonNull(metric, "metric");
            values = List.copyOf(values);
        }
    }

    /**
     * Value of one class.
     *
     * @param category the class
     * @param value its value
     */
    public record CategoryValue(@JsonProperty("category") String category, @JsonProperty("value") double value) {
        public CategoryValue {
            Objects.requireNonNull(category, "category");
        }
    }

    /**
     * A metric's values by epoch.
     *
     * @param metric the metric
     * @param values value by epoch, in the order reported
     */
    public record Kpi(@JsonProperty("metric") String metric, @JsonProperty("values") Map<Long, Double> values) {
        public Kpi {
            Objects.requireNonNull(metric, "metric");
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /**
     * A curve.
     *
     * @param metric the metric
     * @param values value by epoch, in the order reported
     * @param xMin least x
     * @param xMax largest x
     * @param yMin least y
     * @param yMax largest y
     * @param units unit of the values
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Graphical(
            @JsonProperty("metric") String metric,
            @JsonProperty("values") Map<Long, Double> values,
            @JsonProperty("x_min") long xMin,
            @JsonProperty("x_max") long xMax,
            @JsonProperty("y_min") double yMin,
            @JsonProperty("y_max") double yMax,
            @JsonProperty("units") Optional<String> units) {
        public Graphical {
            Objects.requireNonNull(metric, "metric");
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            Objects.requireNonNull(units, "units");
        }
    }

    /**
     * What a search over hyperparameters has found.
     *
     * @param metric {@code best_} and the metric's name
     * @param value its best value so far
     */
    public record AutoMlResult(@JsonProperty("metric") String metric, @JsonProperty("value") double value) {
        public AutoMlResult {
            Objects.requireNonNull(metric, "metric");
        }
    }

    /**
     * A figure for people.
     *
     * @param metric what it is
     * @param value its value as text
     */
    public record Stat(@JsonProperty("metric") String metric, @JsonProperty("value") String value) {
        public Stat {
            Objects.requireNonNull(metric, "metric");
            Objects.requireNonNull(value, "value");
        }
    }

    /** Nothing reported yet. */
    public static final JobResult NONE = new JobResult(
            DetailedStatus.NONE,
            List.of(),
            List.of(),
            List.of(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            List.of(),
            List.of());

    public JobResult {
        Objects.requireNonNull(detailedStatus, "detailedStatus");
        categorical = List.copyOf(categorical);
        kpi = List.copyOf(kpi);
        graphical = List.copyOf(graphical);
        Objects.requireNonNull(epoch, "epoch");
        Objects.requireNonNull(maxEpoch, "maxEpoch");
        Objects.requireNonNull(curIter, "curIter");
        Objects.requireNonNull(eta, "eta");
        Objects.requireNonNull(timePerEpoch, "timePerEpoch");
        Objects.requireNonNull(timePerIter, "timePerIter");
        Objects.requireNonNull(keyMetric, "keyMetric");
        // Stored by an earlier version without these two.
        automlResult = automlResult == null ? List.of() : List.copyOf(automlResult);
        stats = stats == null ? List.of() : List.copyOf(stats);
    }

    /** This result with another detailed status. */
    public JobResult withStatus(DetailedStatus status) {
        return new JobResult(
                status,
                categorical,
                kpi,
                graphical,
                epoch,
                maxEpoch,
                curIter,
                eta,
                timePerEpoch,
                timePerIter,
                keyMetric,
                automlResult,
                stats);
    }
}
