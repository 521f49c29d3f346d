// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import dev.graft.plugin.classificationpyt.worker.spec.InferenceSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.data.Batches;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.data.ImageCache;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.metric.Softmax;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.worker.WorkerAction;
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Classifies the images of the inference dataset: {@code result.csv} has a line for each with its path, class and confidence, as TAO's, and
 * {@code images_annotated} the first of them with their class written on.
 */
final class InferenceAction implements WorkerAction {

    /** Name of the table. */
    static final String TABLE = "result.csv";

    @Override
    public String run(WorkerContext context) throws IOException {
        Section root = Section.root(context.job().specs());
        JobSpecs specs = JobSpecs.read(context.job().specs(), root);
        InferenceSpec inference = InferenceSpec.read(root.section("inference"));
        root.refuseUnknown();
        Path folder = specs.data().test().requiredImages("an inference dataset");
        Machine machine = Machine.of(context.job());
        try (OpenModel model = OpenModel.open(inference.checkpoint(), specs::description, machine)) {
            specs.logDifferences(model.description());
            Pipeline pipeline = specs.data().test().pipeline().orElse(model.description().inference());
            ImageFolder images = ImageFolder.unlabelled(folder, model.description().classes());
            int threads = specs.data().loaderThreads().orElse(machine.cores());
            return classify(context, model, images, pipeline, LoaderOptions.evaluation(inference.batchSize(), threads));
        }
    }

    private static String classify(
            WorkerContext context, OpenModel model, ImageFolder images, Pipeline pipeline, LoaderOptions options)
            throws IOException {
        UnreadableImages unreadable = new UnreadableImages();
        ImageCache cache = new ImageCache(images.samples().size(), 0);
        ImageBatches batches = new ImageBatches(images, pipeline, options, cache, unreadable);
        Path results = context.job().resultsDir();
        long count = 0;
        try (PredictionTable table = new PredictionTable(results.resolve(TABLE));
                Batches<ImageBatch> epoch = batches.open(0, 0)) {
            AnnotatedImages annotated = new AnnotatedImages(results, images.root());
            while (epoch.hasNext()) {
                context.stop().check();
                try (ImageBatch batch = epoch.next()) {
                    float[][] logits = model.logits().logits(batch);
                    for (int i = 0; i < batch.size(); i++) {
                        int best = Softmax.argmax(logits[i]);
                        Path file = images.samples().get(batch.index(i)).file();
                        Prediction prediction = new Prediction(
                                file, model.description().classes().get(best), Softmax.probability(logits[i], best));
                        table.add(prediction);
                        annotated.offer(prediction);
                    }
                    count += batch.size();
                }
            }
        }
        if (count == 0) {
            throw new GraftException(
                    StandardError.INVALID_DATASET, "no image of the inference dataset can be decoded; the log says why");
        }
        return ("Classified " + count + " images into " + TABLE + ". " + unreadable.summary()).strip();
    }
}
