// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.metric.ClassificationReport;
import dev.graft.torchkit.picture.ConfusionMatrixPicture;
import dev.graft.torchkit.picture.PictureFile;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * An evaluation job: measures a model, tells the status file, and writes {@code results.json} and a picture of the confusion matrix.
 *
 * @param context the job
 * @param batches labelled images
 * @param ks for which k the top-k accuracy is wanted
 * @param unreadable is told of images that cannot be decoded
 * @param named gives a report the names of the network's metrics
 */
public record ClassifierMeasurement(
        WorkerContext context,
        ImageBatches batches,
        Set<Integer> ks,
        UnreadableImages unreadable,
        Function<ClassificationReport, Evaluation> named) {

    /** Name of the picture. */
    public static final String PICTURE = "confusion_matrix.png";

    /** Measures; returns a sentence for the status. */
    public String of(OpenModel<?> model) throws IOException {
        ClassificationReport report = new ClassifierEvaluator(batches, model.description().classes(), ks, context.stop())
                .evaluate(model.logits());
        Path results = context.job().resultsDir();
        ResultsFile.write(results.resolve(ResultsFile.NAME), report, unreadable);
        PictureFile.write(results.resolve(PICTURE), () -> ConfusionMatrixPicture.draw(report.confusion()));
        String message = String.format(
                        Locale.ROOT, "Top-1 accuracy %.4f on %d images. %s", report.accuracy(), report.samples(), unreadable.summary())
                .strip();
        context.status().append(line(message, report));
        return message;
    }

    private StatusLine line(String message, ClassificationReport report) {
        Evaluation evaluation = named.apply(report);
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
                OptionalDouble.of(report.accuracy()));
    }
}
