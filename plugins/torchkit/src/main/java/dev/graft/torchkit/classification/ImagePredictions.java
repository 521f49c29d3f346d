// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.classification;

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
import dev.graft.torchkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An inference job: {@value #TABLE} has a line for each image with its path, class and confidence, as TAO's, and {@code images_annotated} the
 * first of them with their class written on.
 *
 * @param context the job
 * @param images to classify
 * @param pipeline what is done to each
 * @param options how batches are put together
 */
public record ImagePredictions(WorkerContext context, ImageFolder images, Pipeline pipeline, LoaderOptions options) {

    /** Name of the table. */
    public static final String TABLE = "result.csv";

    /**
     * Classifies the images; returns a sentence for the status.
     *
     * @throws GraftException if no image can be decoded
     */
    public String of(OpenModel<?> model) throws IOException {
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
                    write(model, batch, table, annotated);
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

    private void write(OpenModel<?> model, ImageBatch batch, PredictionTable table, AnnotatedImages annotated) throws IOException {
        float[][] logits = model.logits().logits(batch);
        for (int i = 0; i < batch.size(); i++) {
            int best = Softmax.argmax(logits[i]);
            Path file = images.samples().get(batch.index(i)).file();
            Prediction prediction =
                    new Prediction(file, model.description().classes().get(best), Softmax.probability(logits[i], best));
            table.add(prediction);
            annotated.offer(prediction);
        }
    }
}
