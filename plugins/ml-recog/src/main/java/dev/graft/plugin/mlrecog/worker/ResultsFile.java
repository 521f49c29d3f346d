// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.train.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code results.json}: the figures of an evaluation in full, as fractions. */
final class ResultsFile {

    /** Name of the file. */
    static final String NAME = "results.json";

    private static final JsonMapper JSON = new JsonMapper();

    private ResultsFile() {}

    static void write(Path file, RecognitionReport report, Evaluation evaluation, UnreadableImages unreadable) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("queries", report.retrieval().queries());
        json.put("queries_without_reference", report.retrieval().lone());
        json.put("skipped", unreadable.count());
        ObjectNode metrics = json.putObject("metrics");
        evaluation.kpi().forEach(metrics::put);
        ArrayNode classes = json.putArray("classes");
        report.retrieval().perClass().forEach((label, scores) -> classes.addObject()
                .put("name", report.classes().get(label))
                .put("precision_at_1", scores.precisionAtOne())
                .put("r_precision", scores.rPrecision())
                .put("mean_average_precision", scores.meanAveragePrecision())
                .put("mean_average_precision_at_r", scores.meanAveragePrecisionAtR())
                .put("mean_reciprocal_rank", scores.meanReciprocalRank()));
        Files.writeString(file, json.toPrettyString() + "\n");
    }
}
