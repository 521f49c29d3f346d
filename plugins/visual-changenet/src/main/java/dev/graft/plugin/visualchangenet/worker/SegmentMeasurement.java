// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.data.Batches;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.SampleBatches;
import dev.graft.torchkit.metric.ConfusionMatrix;
import dev.graft.torchkit.metric.Softmax;
import dev.graft.torchkit.model.NetworkOutputs;
import dev.graft.torchkit.worker.StopSignal;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Predicts the masks of scenes and compares them with the true ones.
 *
 * @param batches the scenes
 * @param classes number of classes
 * @param stop ends it between two batches
 */
record SegmentMeasurement(SampleBatches batches, int classes, StopSignal stop) {

    /** Class names: no change, change, and numbers where there are more kinds. */
    static List<String> names(int classes) {
        return classes == 2
                ? List.of("unchanged", "changed")
                : IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    /**
     * Goes through all scenes.
     *
     * @param visitor is shown each
     * @throws GraftException if no scene can be read
     */
    SegmentScores of(NetworkOutputs network, SceneVisitor visitor) throws IOException {
        ConfusionMatrix confusion = new ConfusionMatrix(names(classes));
        double loss = 0;
        int number = 0;
        try (Batches<ImageBatch> epoch = batches.open(0, 0)) {
            while (epoch.hasNext()) {
                stop.check();
                try (ImageBatch batch = epoch.next();
                        ImageBatch pictures = batch.channels(0, SceneReader.PICTURES)) {
                    float[][] outputs = network.of(pictures);
                    float[] samples = batch.pixels();
                    for (int i = 0; i < batch.size(); i++) {
                        int[] truth = truth(samples, i, batch.size());
                        int[] found = new int[truth.length];
                        loss += add(outputs[i], truth, found, confusion);
                        visitor.visit(number, batch.index(i), found, truth);
                    }
                }
                number++;
            }
        }
        if (confusion.total() == 0) {
            throw new GraftException(
                    StandardError.INVALID_DATASET, "no scene can be read: every one lacks a picture that can be decoded; the log says why");
        }
        return new SegmentScores(confusion, loss / confusion.total());
    }

    private static int[] truth(float[] samples, int position, int count) {
        int size = samples.length / count;
        int pixels = size / (SceneReader.PICTURES + 1);
        int from = position * size + SceneReader.PICTURES * pixels;
        return IntStream.range(from, from + pixels).map(i -> (int) samples[i]).toArray();
    }

    private double add(float[] logits, int[] truth, int[] found, ConfusionMatrix confusion) {
        float[] pixel = new float[classes];
        double loss = 0;
        for (int i = 0; i < truth.length; i++) {
            for (int label = 0; label < classes; label++) {
                pixel[label] = logits[label * truth.length + i];
            }
            found[i] = Softmax.argmax(pixel);
            confusion.add(truth[i], found[i]);
            loss -= Softmax.logProbability(pixel, truth[i]);
        }
        return loss;
    }
}
