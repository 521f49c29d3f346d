// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import dev.graft.plugin.classificationpyt.worker.spec.EvaluateSpec;
import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.classification.ClassifierEvaluator;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.data.ImageCache;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.metric.ClassificationReport;
import dev.graft.torchkit.picture.ConfusionMatrixPicture;
import dev.graft.torchkit.picture.PictureFile;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.Evaluation;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Measures a model on the evaluation dataset and writes {@code results.json} and a picture of the confusion matrix. */
final class EvaluateAction implements WorkerAction {

    /** Name of the picture. */
    static final String PICTURE = "confusion_matrix.png";

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        EvaluateSpec evaluate = EvaluateSpec.read(root.section("evaluate"));
        root.refuseUnknown();
        Path folder = specs.data().val().requiredImages("an evaluation dataset");
        Machine machine = Machine.of(context.job());
        try (OpenModel model = OpenModel.open(evaluate.checkpoint(), specs::description, machine)) {
            specs.logDifferences(model.description());
            UnreadableImages unreadable = new UnreadableImages();
            ImageFolder images = ImageFolder.labelled(folder, model.description().classes());
            Pipeline pipeline = specs.data().val().pipeline().orElse(model.description().evaluation());
            int threads = specs.data().loaderThreads().orElse(machine.cores());
            ImageBatches batches = new ImageBatches(
                    images,
                    pipeline,
                    LoaderOptions.evaluation(evaluate.batchSize(), threads),
                    new ImageCache(images.samples().size(), 0),
                    unreadable);
            ClassificationReport report = new ClassifierEvaluator(
                            batches, model.description().classes(), evaluate.ks(), context.stop())
                    .evaluate(model.logits());
            return finish(context, report, unreadable);
        }
    }

    private static String finish(WorkerContext context, ClassificationReport report, UnreadableImages unreadable)
            throws IOException {
        Path results = context.job().resultsDir();
        ResultsFile.write(results.resolve(ResultsFile.NAME), report, unreadable);
        PictureFile.write(results.resolve(PICTURE), () -> ConfusionMatrixPicture.draw(report.confusion()));
        String message = String.format(
                        Locale.ROOT, "Top-1 accuracy %.4f on %d images. %s", report.accuracy(), report.samples(), unreadable.summary())
                .strip();
        context.status().append(line(message, report));
        return message;
    }

    private static StatusLine line(String message, ClassificationReport report) {
        Evaluation evaluation = ClassifierEvaluator.named(report);
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
