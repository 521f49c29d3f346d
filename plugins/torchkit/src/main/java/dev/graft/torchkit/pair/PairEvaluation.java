// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.picture.PictureFile;
import dev.graft.torchkit.picture.RocPicture;
import dev.graft.torchkit.picture.RocPicture.Point;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The measuring of a network for pairs, after an epoch or as a job of its own, which writes {@value #RESULTS}, the ROC curve and pictures of
 * pairs.
 *
 * @param reader the pairs
 * @param threshold the score from which a pair counts as defective
 */
public record PairEvaluation(PairReader reader, double threshold) {

    private static final String RESULTS = "results.json";
    private static final String ROC = "roc.png";
    private static final JsonMapper JSON = new JsonMapper();

    /** The figures under TAO's names, and the share that is found of each kind of defect. */
    public Evaluation named(List<PairScore> scores, String prefix) {
        InspectionReport report = InspectionReport.of(scores, threshold);
        return new Evaluation(report.kpi(prefix), Map.of("defect_acc", perDefect(scores)));
    }

    private Map<String, Double> perDefect(List<PairScore> scores) {
        return scores.stream()
                .filter(PairScore::defective)
                .collect(Collectors.groupingBy(
                        score -> reader.table().pairs().get(score.index()).label(),
                        TreeMap::new,
                        Collectors.averagingDouble(score -> score.score() >= threshold ? 1 : 0)));
    }

    /** Tells the status file and writes the results of a job; returns a sentence for the status. */
    public String report(WorkerContext context, List<PairScore> scores, UnreadableImages unreadable) throws IOException {
        InspectionReport report = InspectionReport.of(scores, threshold);
        Evaluation evaluation = named(scores, "test");
        Path results = context.job().resultsDir();
        ObjectNode json = JSON.valueToTree(evaluation.kpi());
        json.put("samples", report.samples()).put("skipped_pictures", unreadable.count()).put("threshold", threshold);
        json.put("passed", report.passed()).put("false_alarms", report.falseAlarms());
        json.put("found", report.found()).put("missed", report.missed());
        json.set("defect_acc_by_label", JSON.valueToTree(evaluation.categorical().get("defect_acc")));
        Files.writeString(results.resolve(RESULTS), json.toPrettyString() + "\n");
        if (!report.roc().isEmpty()) {
            List<Point> curve =
                    report.roc().stream().map(point -> new Point(point.falseAlarmRate(), point.defectAccuracy())).toList();
            Point chosen = new Point(report.falseAlarmRate(), report.defectAccuracy());
            PictureFile.write(results.resolve(ROC), () -> RocPicture.draw(curve, chosen, report.area()));
        }
        new PairPictures(results, reader, threshold).write(scores);
        String message = String.format(
                        Locale.ROOT,
                        "Accuracy %.4f on %d pairs, defect accuracy %.4f, false alarm rate %.4f. %s",
                        report.accuracy(),
                        report.samples(),
                        report.defectAccuracy(),
                        report.falseAlarmRate(),
                        unreadable.summary())
                .strip();
        context.status().append(line(message, evaluation, report.accuracy()));
        return message;
    }

    private static StatusLine line(String message, Evaluation evaluation, double accuracy) {
        return new StatusLine(
                LocalDateTime.now(),
                State.RUNNING,
                message,
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                evaluation.kpi(),
                Map.of(),
                evaluation.categorical(),
                OptionalDouble.of(accuracy));
    }
}
