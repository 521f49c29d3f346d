// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.job.JobResult.Categorical;
import dev.graft.job.JobResult.CategoryValue;
import dev.graft.job.JobResult.DetailedStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Turns the status lines of a job, in the form of TAO 5.3's status logging, into its {@link JobResult}. Lines that are no JSON object are
 * skipped. A text that spells a number counts as that number; NaN, infinities and everything else are dropped. Not thread safe.
 */
public final class StatusReader {

    private static final int LONGEST_CATEGORY = 500;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private DetailedStatus detailed = DetailedStatus.NONE;
    private final Map<String, Categorical> categorical = new LinkedHashMap<>();
    private final MetricSeries kpi = new MetricSeries();
    private final MetricSeries graphical = new MetricSeries();
    private OptionalLong epoch = OptionalLong.empty();
    private OptionalLong maxEpoch = OptionalLong.empty();
    private OptionalLong curIter = OptionalLong.empty();
    private Optional<String> eta = Optional.empty();
    private Optional<String> timePerEpoch = Optional.empty();
    private Optional<String> timePerIter = Optional.empty();
    private double keyMetric;

    /** Takes the next line in. */
    public void read(String line) {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            // Half a line, or something else printed into the file: the reader goes on with the next, as the original does.
            return;
        }
        if (json instanceof ObjectNode fields) {
            readFields(fields);
        }
    }

    /**
     * Forgets the detailed status but keeps the metrics: the lines so far are those of an earlier attempt, whose last words say nothing
     * of the coming one.
     */
    public void beginAttempt() {
        detailed = DetailedStatus.NONE;
    }

    /** What the lines so far say. */
    public JobResult result() {
        return new JobResult(
                detailed,
                List.copyOf(categorical.values()),
                kpi.asKpis(),
                graphical.asGraphs(),
                epoch,
                maxEpoch,
                curIter,
                eta,
                timePerEpoch,
                timePerIter,
                OptionalDouble.of(keyMetric),
                List.of(),
                List.of());
    }

    private void readFields(ObjectNode line) {
        detailed = new DetailedStatus(
                text(line, "date").or(detailed::date),
                text(line, "time").or(detailed::time),
                text(line, "status").or(detailed::status),
                text(line, "message").or(detailed::message));
        readProgress(line);
        long x = epoch.isPresent() ? epoch.getAsLong() : curIter.orElse(0);
        boolean trainsOnly = text(line, "mode").filter("train"::equals).isPresent();
        if (!trainsOnly && line.get("kpi") instanceof ObjectNode metrics) {
            kpi.add(x, metrics);
        }
        if (line.get("graphical") instanceof ObjectNode metrics) {
            graphical.addUnlessSeen(x, metrics);
        }
        if (line.get("categorical") instanceof ObjectNode metrics) {
            readCategorical(metrics);
        }
    }

    private void readProgress(ObjectNode line) {
        epoch = count(line, "epoch", -1, epoch);
        maxEpoch = count(line, "max_epoch", 0, maxEpoch);
        curIter = count(line, "cur_iter", 0, curIter);
        eta = text(line, "eta").or(() -> eta);
        timePerEpoch = text(line, "time_per_epoch").or(() -> timePerEpoch);
        timePerIter = text(line, "time_per_iter").or(() -> timePerIter);
        keyMetric = MetricSeries.number(line.get("key_metric")).orElse(keyMetric);
    }

    private void readCategorical(ObjectNode metrics) {
        for (JsonNode values : metrics) {
            if (!values.isObject()) {
                return;
            }
        }
        metrics.properties().forEach(metric -> {
            List<CategoryValue> values = new ArrayList<>();
            metric.getValue().properties().forEach(value -> MetricSeries.number(value.getValue())
                    .ifPresent(number -> values.add(
                            new CategoryValue(MetricSeries.cut(value.getKey(), LONGEST_CATEGORY), number))));
            String name = MetricSeries.cut(metric.getKey(), MetricSeries.LONGEST_NAME);
            categorical.put(name, new Categorical(name, values));
        });
    }

    private static Optional<String> text(ObjectNode line, String field) {
        JsonNode value = line.get(field);
        return value == null || value.isNull() || value.isContainerNode() ? Optional.empty() : Optional.of(value.asText());
    }

    private static OptionalLong count(ObjectNode line, String field, long least, OptionalLong before) {
        OptionalDouble value = MetricSeries.number(line.get(field));
        return value.isPresent() && value.getAsDouble() >= least ? OptionalLong.of((long) value.getAsDouble()) : before;
    }
}
