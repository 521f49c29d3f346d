// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.torchkit.action.Machine;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.embedding.OpenEmbedder;
import dev.graft.torchkit.picture.EmbeddingPicture;
import dev.graft.torchkit.picture.PictureFile;
import dev.graft.torchkit.retrieval.PrincipalComponents;
import dev.graft.torchkit.spec.Engines;
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

/** Measures how well query images are recognised by references, of classes that the network need not know. */
final class EvaluateAction implements WorkerAction {

    /** Name of the picture of the queries' embeddings. */
    static final String EMBEDDINGS = "embeddings.png";

    /** Name of the picture of what some queries found. */
    static final String MATCHES = "matches.png";

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        Section evaluate = root.section("evaluate");
        evaluate.leave("results_dir", "gpu_id");
        Path model = Engines.modelOf(evaluate);
        int batchSize = evaluate.integer("batch_size", 4, 1);
        int topK = evaluate.integer("topk", 1, 1);
        boolean perClass = evaluate.flag("report_accuracy_per_class", true);
        root.refuseUnknown();
        Path reference =
                ReferenceAndQuery.required(specs.data().reference(), "/dataset/val_dataset/reference", "unknown_classes/reference");
        Path query = ReferenceAndQuery.required(specs.data().query(), "/dataset/val_dataset/query", "unknown_classes/test");
        Machine machine = Machine.of(context.job());
        UnreadableImages unreadable = new UnreadableImages();
        try (OpenEmbedder<ModelDescription> open = OpenEmbedder.open(model, specs::describe, machine)) {
            LoaderOptions options =
                    LoaderOptions.evaluation(batchSize, Math.min(specs.data().loaderThreads(), machine.cores()));
            ReferenceAndQuery images = ReferenceAndQuery.open(
                    reference, query, open.description().pipeline(), options, false, unreadable, context.stop());
            RecognitionReport report = images.evaluate(open.source(), topK);
            return tell(context, images, report, perClass, unreadable);
        }
    }

    private static String tell(
            WorkerContext context, ReferenceAndQuery images, RecognitionReport report, boolean perClass, UnreadableImages unreadable)
            throws IOException {
        Path results = context.job().resultsDir();
        Evaluation evaluation = Metrics.TEST.named(report, perClass);
        ResultsFile.write(results.resolve(ResultsFile.NAME), report, evaluation, unreadable);
        PictureFile.write(
                results.resolve(EMBEDDINGS),
                () -> EmbeddingPicture.draw(
                        PrincipalComponents.plane(report.queries().rows()), report.queries().labels(), report.classes()));
        new NearestReferences(
                        images.query().folder(), report.queries(), images.reference().folder(), report.references(), report.distances())
                .draw(results.resolve(MATCHES));
        double precision = report.scores(perClass).precisionAtOne();
        String message = String.format(
                        Locale.ROOT,
                        "Precision at rank 1 %.4f for %d images of %d classes. %s",
                        precision,
                        report.retrieval().queries(),
                        report.retrieval().perClass().size(),
                        unreadable.summary())
                .strip();
        context.status().append(line(message, evaluation, precision));
        return message;
    }

    private static StatusLine line(String message, Evaluation evaluation, double precision) {
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
                OptionalDouble.of(precision));
    }
}
