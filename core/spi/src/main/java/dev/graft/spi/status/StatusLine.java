// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One line of a status file, for the side that writes it. Metrics that are NaN or infinite are left out.
 *
 * @param time local time of the line
 * @param state how the job stands
 * @param message a sentence for people; for {@link State#FAILURE} it says what to do
 * @param epoch epochs finished, or the running one within it; from 0
 * @param maxEpoch epochs in all
 * @param timePerEpoch mean time of an epoch
 * @param eta time to go
 * @param kpi metric values of this epoch, by name
 * @param graphical values to plot against the epoch, by name
 * @param categorical values by metric and class
 * @param keyMetric value of the network's key metric
 */
public record StatusLine(
        LocalDateTime time,
        State state,
        String message,
        OptionalLong epoch,
        OptionalLong maxEpoch,
        Optional<Duration> timePerEpoch,
        Optional<Duration> eta,
        Map<String, Double> kpi,
        Map<String, Double> graphical,
        Map<String, Map<String, Double>> categorical,
        OptionalDouble keyMetric) {

    /** The states of TAO's status logging. */
    public enum State {
        STARTED,
        RUNNING,
        SUCCESS,
        FAILURE,
        SKIPPED
    }

    public StatusLine {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(message, "message");
        kpi = Map.copyOf(kpi);
        graphical = Map.copyOf(graphical);
        Map<String, Map<String, Double>> copy = new LinkedHashMap<>();
        categorical.forEach((metric, values) -> copy.put(metric, Map.copyOf(values)));
        categorical = Map.copyOf(copy);
    }

    /** A line that only says how the job stands. */
    public static StatusLine of(State state, String message) {
        return new StatusLine(
                LocalDateTime.now(),
                state,
                message,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                OptionalDouble.empty());
    }

    /** The line as JSON, without a line break. */
    public String toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("date", time.getMonthValue() + "/" + time.getDayOfMonth() + "/" + time.getYear());
        json.put("time", time.getHour() + ":" + time.getMinute() + ":" + time.getSecond());
        json.put("status", state.name());
        json.put("verbosity", state == State.FAILURE ? "ERROR" : "INFO");
        json.put("message", message);
        epoch.ifPresent(value -> json.put("epoch", value));
        maxEpoch.ifPresent(value -> json.put("max_epoch", value));
        timePerEpoch.ifPresent(value -> json.put("time_per_epoch", clock(value)));
        eta.ifPresent(value -> json.put("eta", clock(value)));
        putNumbers(json, "kpi", kpi);
        putNumbers(json, "graphical", graphical);
        if (!categorical.isEmpty()) {
            ObjectNode metrics = json.putObject("categorical");
            categorical.forEach((metric, values) -> putNumbers(metrics, metric, values));
        }
        keyMetric.ifPresent(value -> {
            if (Double.isFinite(value)) {
                json.put("key_metric", value);
            }
        });
        return json.toString();
    }

    private static void putNumbers(ObjectNode json, String name, Map<String, Double> values) {
        if (values.isEmpty()) {
            return;
        }
        ObjectNode object = json.putObject(name);
        values.entrySet().stream()
                .filter(entry -> Double.isFinite(entry.getValue()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> object.put(entry.getKey(), entry.getValue()));
    }

    /** {@code H:MM:SS.ffffff}, as Python prints a timedelta. */
    private static String clock(Duration duration) {
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d.%06d",
                duration.toHours(),
                duration.toMinutesPart(),
                duration.toSecondsPart(),
                duration.toNanosPart() / 1000);
    }
}
