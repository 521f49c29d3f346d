// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.data.Batches;
import dev.graft.torchkit.data.ImageBatch;
import dev.graft.torchkit.data.SampleBatches;
import dev.graft.torchkit.model.NetworkOutputs;
import dev.graft.torchkit.worker.StopSignal;
import java.util.ArrayList;
import java.util.List;

/**
 * How different a network finds a pair.
 *
 * @param index of the pair in its table
 * @param defective whether it has a defect, by its label
 * @param score by the criterion
 * @param loss by the criterion
 */
public record PairScore(int index, boolean defective, double score, double loss) {

    /**
     * The scores of all pairs that can be read, in their order.
     *
     * @param stop ends it between two batches
     * @throws GraftException if no pair can be read
     */
    public static List<PairScore> of(SampleBatches pairs, NetworkOutputs network, PairCriterion criterion, StopSignal stop) {
        List<PairScore> scores = new ArrayList<>();
        try (Batches<ImageBatch> batches = pairs.open(0, 0)) {
            while (batches.hasNext()) {
                stop.check();
                try (ImageBatch batch = batches.next()) {
                    float[][] outputs = network.of(batch);
                    for (int i = 0; i < batch.size(); i++) {
                        int label = batch.label(i);
                        scores.add(new PairScore(
                                batch.index(i),
                                label == ImagePair.DEFECTIVE,
                                criterion.score(outputs[i]),
                                criterion.loss(outputs[i], label)));
                    }
                }
            }
        }
        if (scores.isEmpty()) {
            throw new GraftException(
                    StandardError.INVALID_DATASET, "no pair can be read: every one lacks a picture that can be decoded; the log says why");
        }
        return scores;
    }
}
