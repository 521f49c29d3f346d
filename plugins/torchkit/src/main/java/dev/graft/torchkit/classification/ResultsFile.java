// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.metric.ClassScores;
import dev.graft.torchkit.metric.ClassificationReport;
import dev.graft.torchkit.metric.ConfusionMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code results.json}: the figures of an evaluation in full. A figure that has no meaning, as precision without predictions, is null. */
final class ResultsFile {

    /** Name of the file. */
    static final String NAME = "results.json";

    private static final JsonMapper JSON = new JsonMapper();

    private ResultsFile() {}

    static void write(Path file, ClassificationReport report, UnreadableImages unreadable) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("samples", report.samples());
        json.put("skipped", unreadable.count());
        report.topK().forEach((k, accuracy) -> json.put("accuracy_top-" + k, accuracy));
        put(json, "loss", report.loss());
        ObjectNode macro = json.putObject("macro");
        put(macro, "precision", report.macro(ClassScores::precision));
        put(macro, "recall", report.macro(ClassScores::recall));
        put(macro, "f1", report.macro(ClassScores::f1));
        ArrayNode classes = json.putArray("classes");
        for (ClassScores scores : report.perClass()) {
            ObjectNode one = classes.addObject().put("name", scores.name()).put("support", scores.support());
            put(one, "precision", scores.precision());
            put(one, "recall", scores.recall());
            put(one, "f1", scores.f1());
        }
        json.set("confusion_matrix", matrix(report.confusion()));
        Files.writeString(file, json.toPrettyString() + "\n");
    }

    private static ArrayNode matrix(ConfusionMatrix confusion) {
        ArrayNode rows = JSON.createArrayNode();
        int count = confusion.classes().size();
        for (int label = 0; label < count; label++) {
            ArrayNode row = rows.addArray();
            for (int predicted = 0; predicted < count; predicted++) {
                row.add(confusion.count(label, predicted));
            }
        }
        return rows;
    }

    private static void put(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.putNull(name);
        }
    }
}
