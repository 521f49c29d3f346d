// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.dataservices.annotation.FileFaults;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.worker.StatusFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** What an action tells beside its results: figures in the status, and what is wrong with files in {@code faults.json}. */
final class Report {

    static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Logger LOG = Logger.getLogger(Report.class.getName());
    private static final int LOGGED = 100;
    private static final int TOLD = 3;

    private final StatusFile status;
    private final Path results;

    Report(StatusFile status, Path results) {
        this.status = status;
        this.results = results;
    }

    /** Figures of the whole work. */
    void figures(String message, Map<String, Double> kpi, Map<String, Map<String, Long>> categorical) {
        Map<String, Map<String, Double>> byClass = new LinkedHashMap<>();
        categorical.forEach((metric, values) -> byClass.put(metric, doubles(values)));
        status.append(line(message, OptionalLong.empty(), kpi, Map.of(), byClass));
    }

    /** A point of curves: the counts of one bin of histograms, say. */
    void point(long place, Map<String, Double> graphical) {
        status.append(line("", OptionalLong.of(place), Map.of(), graphical, Map.of()));
    }

    private static StatusLine line(
            String message,
            OptionalLong place,
            Map<String, Double> kpi,
            Map<String, Double> graphical,
            Map<String, Map<String, Double>> categorical) {
        return new StatusLine(
                LocalDateTime.now(),
                State.RUNNING,
                message,
                place,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                kpi,
                graphical,
                categorical,
                OptionalDouble.empty());
    }

    static Map<String, Double> doubles(Map<String, Long> counts) {
        Map<String, Double> doubles = new LinkedHashMap<>();
        counts.forEach((name, count) -> doubles.put(name, count.doubleValue()));
        return doubles;
    }

    /** Writes the faults down and logs the first ones; does nothing if there are none. */
    void faults(FileFaults faults) throws IOException {
        if (faults.count() == 0) {
            return;
        }
        faults.kept().stream().limit(LOGGED).forEach(fault -> LOG.warning(fault.toString()));
        ObjectNode json = JSON.createObjectNode().put("count", faults.count());
        json.set("by_kind", JSON.valueToTree(faults.byKind()));
        json.set("faults", JSON.valueToTree(faults.kept()));
        Files.write(results.resolve("faults.json"), JSON.writeValueAsBytes(json));
    }

    /** Half a sentence on the faults for the last status line; empty text if there are none. */
    static String said(FileFaults faults) {
        if (faults.count() == 0) {
            return "";
        }
        String kinds = faults.byKind().entrySet().stream()
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
        return " " + faults.count() + (faults.count() == 1 ? " fault" : " faults") + " (" + kinds + ") are listed in faults.json.";
    }

    /**
     * Makes sure that there is something to work with.
     *
     * @throws GraftException INVALID_DATASET with the first faults if there is not
     */
    static void requireAny(long count, String what, FileFaults faults) {
        if (count == 0) {
            String first = faults.kept().stream().limit(TOLD).map(Object::toString).collect(Collectors.joining(". "));
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "the dataset has no " + what + " that can be used." + (first.isEmpty() ? "" : " " + first + ".")
                            + " Upload a corrected dataset, then run the job again.");
        }
    }
}
