// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.data.Batches;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.retrieval.PairwiseDistances;
import dev.graft.torchkit.worker.StopSignal;
import java.util.ArrayList;
import java.util.List;

/**
 * The embeddings of the images of a folder that can be decoded.
 *
 * @param rows one of length 1 for each image
 * @param labels index of each image's class
 * @param samples index of each image in its folder
 */
public record EmbeddingTable(float[][] rows, int[] labels, int[] samples) {

    /**
     * Computes the embeddings of all images, and scales each to length 1.
     *
     * @param stop ends it between two batches
     * @throws GraftException if no image can be decoded
     */
    public static EmbeddingTable of(EmbeddingSource source, ImageBatches batches, StopSignal stop) {
        List<float[]> rows = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        List<Integer> samples = new ArrayList<>();
        try (Batches<ImageBatch> epoch = batches.open(0, 0)) {
            while (epoch.hasNext()) {
                stop.check();
                try (ImageBatch batch = epoch.next()) {
                    rows.addAll(List.of(source.embeddings(batch)));
                    for (int i = 0; i < batch.size(); i++) {
                        labels.add(batch.label(i));
                        samples.add(batch.index(i));
                    }
                }
            }
        }
        if (rows.isEmpty()) {
            throw new GraftException(
                    StandardError.INVALID_DATASET,
                    "no image of " + batches.folder().root().getFileName() + " can be decoded; the log says why");
        }
        return new EmbeddingTable(
                PairwiseDistances.normalized(rows.toArray(float[][]::new)),
                labels.stream().mapToInt(Integer::intValue).toArray(),
                samples.stream().mapToInt(Integer::intValue).toArray());
    }
}
