// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.data.Batches;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.SampleBatches;
import dev.graft.torchkit.metric.ClassificationMeter;
import dev.graft.torchkit.metric.ClassificationReport;
import dev.graft.torchkit.metric.Softmax;
import dev.graft.torchkit.model.NetworkOutputs;
import dev.graft.torchkit.video.ClipReader;
import dev.graft.torchkit.worker.StopSignal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Looks at videos by their clips: the probabilities of a video's classes are the mean of those of its clips.
 *
 * @param reader the clips
 * @param batchSize clips at a time
 * @param threads that prepare them
 * @param stop ends it between two batches
 */
record VideoScores(ClipReader reader, int batchSize, int threads, StopSignal stop) {

    private static final int TOP = 5;
    private static final double LEAST = 1e-12;

    /**
     * The probabilities of each video's classes; a row of zeros for a video of which no clip can be read.
     *
     * @throws GraftException if no video can be read
     */
    double[][] of(NetworkOutputs network, int classes) {
        double[][] sums = new double[reader.videos().size()][classes];
        int[] counts = new int[sums.length];
        SampleBatches clips = new SampleBatches(reader, LoaderOptions.evaluation(batchSize, threads));
        try (Batches<ImageBatch> batches = clips.open(0, 0)) {
            while (batches.hasNext()) {
                stop.check();
                try (ImageBatch batch = batches.next()) {
                    float[][] logits = network.of(batch);
                    for (int i = 0; i < batch.size(); i++) {
                        int video = reader.video(batch.index(i));
                        counts[video]++;
                        for (int label = 0; label < classes; label++) {
                            sums[video][label] += Softmax.probability(logits[i], label);
                        }
                    }
                }
            }
        }
        for (int video = 0; video < sums.length; video++) {
            int count = Math.max(1, counts[video]);
            sums[video] = Arrays.stream(sums[video]).map(sum -> sum / count).toArray();
        }
        if (Arrays.stream(counts).allMatch(count -> count == 0)) {
            throw new GraftException(StandardError.INVALID_DATASET, "no video can be read: every clip lacks a frame; the log says why");
        }
        return sums;
    }

    /** Compares probabilities with the videos' classes. Videos that could not be read are left out. */
    ClassificationReport report(double[][] probabilities, List<String> classes) {
        ClassificationMeter meter = new ClassificationMeter(classes, classes.size() > TOP ? Set.of(1, TOP) : Set.of(1));
        for (int video = 0; video < probabilities.length; video++) {
            double[] row = probabilities[video];
            if (Arrays.stream(row).sum() > 0) {
                float[] logits = new float[row.length];
                for (int label = 0; label < row.length; label++) {
                    logits[label] = (float) Math.log(Math.max(LEAST, row[label]));
                }
                meter.add(logits, reader.videos().get(video).label());
            }
        }
        return meter.report();
    }
}
