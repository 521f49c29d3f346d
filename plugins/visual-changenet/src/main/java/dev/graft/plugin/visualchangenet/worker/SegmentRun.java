// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.visualchangenet.worker.spec.RunSpec;
import dev.graft.plugin.visualchangenet.worker.spec.SegmentSpec;
import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.SampleBatches;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.model.OpenNetwork;
import dev.graft.torchkit.train.Evaluation;
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

/**
 * A job that looks at scenes with a segmenter.
 *
 * @param context the job
 * @param specs its specs
 * @param run how it is done
 * @param machine what it was granted
 */
record SegmentRun(WorkerContext context, JobSpecs specs, RunSpec run, Machine machine) {

    private static final String RESULTS = "results.json";
    private static final JsonMapper JSON = new JsonMapper();

    /** Measures on the test split, and draws masks; returns a sentence for the status. */
    String evaluate(OpenNetwork<ModelDescription> model) throws IOException {
        SegmentSpec scenes = specs.scenes(model.description());
        UnreadableImages unreadable = new UnreadableImages();
        SegmentScores scores = look(model, scenes, scenes.splits().test(), true, unreadable);
        Evaluation evaluation = scores.named("test");
        ObjectNode json = JSON.valueToTree(evaluation.kpi());
        json.set("classes", JSON.valueToTree(evaluation.categorical()));
        json.put("skipped_pictures", unreadable.count());
        Files.writeString(context.job().resultsDir().resolve(RESULTS), json.toPrettyString() + "\n");
        String message = String.format(
                        Locale.ROOT,
                        "Mean IoU %.4f, mean F1 %.4f, precision %.4f, recall %.4f. %s",
                        scores.mean(scores.pixels()::iou),
                        scores.mean(scores.pixels()::f1),
                        scores.mean(scores.pixels()::precision),
                        scores.mean(scores.pixels()::recall),
                        unreadable.summary())
                .strip();
        context.status().append(line(message, evaluation));
        return message;
    }

    /** Draws the masks of the predict split; returns a sentence for the status. */
    String predict(OpenNetwork<ModelDescription> model) throws IOException {
        SegmentSpec scenes = specs.scenes(model.description());
        UnreadableImages unreadable = new UnreadableImages();
        SegmentScores scores = look(model, scenes, scenes.splits().predict(), false, unreadable);
        double changed = 1 - (double) scores.pixels().predicted(0) / scores.pixels().total();
        return String.format(Locale.ROOT, "Masks written; %.2f %% of the pixels changed. %s", 100 * changed, unreadable.summary()).strip();
    }

    private SegmentScores look(
            OpenNetwork<ModelDescription> model, SegmentSpec scenes, String split, boolean masked, UnreadableImages unreadable)
            throws IOException {
        SceneReader reader =
                new SceneReader(SceneList.read(scenes, split), scenes, SceneReader.Augmentation.NONE, masked, unreadable);
        Path results = context.job().resultsDir();
        LoaderOptions options = LoaderOptions.evaluation(run.batchSize(), Math.min(scenes.threads(), machine.cores()));
        SampleBatches batches = new SampleBatches(reader, options);
        return new SegmentMeasurement(batches, scenes.classes(), context.stop())
                .of(model.outputs(), new MaskPictures(results, reader, scenes, run.drawEvery(), masked));
    }

    private static StatusLine line(String message, Evaluation evaluation) {
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
                OptionalDouble.of(evaluation.kpi().get("test_acc")));
    }
}
