// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.actionrecognition.worker.spec.ClipsSpec;
import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.metric.ClassificationReport;
import dev.graft.torchkit.model.OpenNetwork;
import dev.graft.torchkit.picture.ConfusionMatrixPicture;
import dev.graft.torchkit.picture.PictureFile;
import dev.graft.torchkit.spec.Engines;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.video.Video;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Measures a model on the test videos. */
final class EvaluateAction implements WorkerAction {

    private static final int SEGMENTS = 10;
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(root);
        Section section = root.section("evaluate");
        Path file = Engines.modelOf(section);
        Path folder = Paths.required(section, "test_dataset_dir", "assign a train dataset with a folder test");
        ClipsSpec clips = ClipsSpec.read(section, "video_eval_mode", SEGMENTS);
        root.refuseUnknown();
        Machine machine = Machine.of(context.job());
        UnreadableImages unreadable = new UnreadableImages();
        try (OpenNetwork<ModelDescription> model = OpenNetwork.open(file, JobSpecs::describe, machine)) {
            ModelDescription used = model.description();
            VideoScores scores = new VideoRun(specs, clips, machine, context.stop())
                    .scores(used, Video.labelled(folder, used.classes()), unreadable);
            ClassificationReport report = scores.report(scores.of(model.outputs(), used.classes().size()), used.classes());
            return told(context, report, unreadable);
        }
    }

    private static String told(WorkerContext context, ClassificationReport report, UnreadableImages unreadable) throws IOException {
        Evaluation evaluation = Metrics.named(report, "test");
        Path results = context.job().resultsDir();
        ObjectNode json = JSON.valueToTree(evaluation.kpi());
        json.put("videos", report.samples()).put("skipped_pictures", unreadable.count());
        json.set("accuracy", JSON.valueToTree(report.accuracyPerClass()));
        Files.writeString(results.resolve("results.json"), json.toPrettyString() + "\n");
        PictureFile.write(results.resolve("confusion_matrix.png"), () -> ConfusionMatrixPicture.draw(report.confusion()));
        String message = String.format(
                        Locale.ROOT, "Accuracy %.4f on %d videos. %s", report.accuracy(), report.samples(), unreadable.summary())
                .strip();
        context.status().append(new StatusLine(
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
                OptionalDouble.of(report.accuracy())));
        return message;
    }
}
