// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.reidentification.worker.spec.RankingSpec;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.retrieval.CmcReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code results.json}: the figures of an evaluation in full, as fractions; {@code cmc} has the ranks from 1 on. */
final class ResultsFile {

    /** Name of the file. */
    static final String NAME = "results.json";

    private static final JsonMapper JSON = new JsonMapper();

    private ResultsFile() {}

    static void write(Path file, CmcReport report, RankingSpec ranking, UnreadableImages unreadable) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("queries", report.queries());
        json.put("skipped", unreadable.count());
        json.put("re_ranking", ranking.reciprocal().isPresent());
        json.put("mAP", report.meanAveragePrecision());
        ArrayNode cmc = json.putArray("cmc");
        report.cmc().forEach(cmc::add);
        Files.writeString(file, json.toPrettyString() + "\n");
    }
}
