// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a job as the API shows it.
 *
 * @param json the contract's DatasetJob or ExperimentJob
 */
public record JobView(JsonNode json) {

    public String id() {
        return json.path("id").asText();
    }

    public String action() {
        return json.path("action").asText();
    }

    /** Pending, Running, Done, Error or Canceled. */
    public String status() {
        return json.path("status").asText();
    }

    /** Whether it will not change any more by itself. */
    public boolean ended() {
        return !"Pending".equals(status()) && !"Running".equals(status());
    }

    /** Whether it ended well. */
    public boolean done() {
        return "Done".equals(status());
    }

    /** What the job last said about itself; empty if it said nothing. */
    public String message() {
        return result().path("detailed_status").path("message").asText("");
    }

    /** The epoch that it is in, or iterations where the network counts those. */
    public OptionalLong epoch() {
        return number(result().has("epoch") ? result().get("epoch") : result().path("cur_iter"));
    }

    public OptionalLong maxEpoch() {
        return number(result().path("max_epoch"));
    }

    /** Time to go, as the worker writes it. */
    public Optional<String> eta() {
        return Optional.of(result().path("eta").asText("")).filter(text -> !text.isEmpty());
    }

    /** The names of the metrics that have values by epoch, those of evaluation first. */
    public List<String> metrics() {
        List<String> names = new ArrayList<>();
        for (String list : new String[] {"kpi", "graphical"}) {
            for (JsonNode metric : result().path(list)) {
                String name = metric.path("metric").asText();
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** A metric's value by epoch; empty if there is no such metric. */
    public SortedMap<Integer, Double> series(String metric) {
        SortedMap<Integer, Double> series = new TreeMap<>();
        for (String list : new String[] {"graphical", "kpi"}) {
            for (JsonNode candidate : result().path(list)) {
                if (metric.equals(candidate.path("metric").asText())) {
                    addValues(series, candidate.path("values"));
                }
            }
        }
        return series;
    }

    /** A metric's last value. */
    public OptionalDouble last(String metric) {
        SortedMap<Integer, Double> series = series(metric);
        return series.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(series.get(series.lastKey()));
    }

    /** Size of the packed artifacts in bytes. */
    public OptionalLong artifactSize() {
        return number(json.path("job_tar_stats").path("file_size"));
    }

    /** SHA-256 of the packed artifacts in hexadecimal digits. */
    public Optional<String> artifactSha256() {
        return Optional.of(json.path("job_tar_stats").path("sha256_digest").asText("")).filter(text -> !text.isEmpty());
    }

    private JsonNode result() {
        return json.path("result");
    }

    private static void addValues(SortedMap<Integer, Double> series, JsonNode values) {
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            if (value.getValue().isNumber()) {
                series.put(Integer.valueOf(value.getKey()), value.getValue().asDouble());
            }
        }
    }

    private static OptionalLong number(JsonNode node) {
        return node.isNumber() ? OptionalLong.of(node.asLong()) : OptionalLong.empty();
    }
}
