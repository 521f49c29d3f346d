// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Chooses what is worth learning from (Wang et al., Multi-Similarity Loss, CVPR 2019): positive pairs that are less alike than the most alike
 * negative pair of their anchor plus a margin, and negative pairs that are more alike than the least alike positive pair less the margin. As
 * {@code MultiSimilarityMiner} of pytorch-metric-learning, whose pairs its triplet losses join by their anchors.
 *
 * @param epsilon the margin of the cosine similarity, at least 0
 */
public record MultiSimilarityMiner(double epsilon) {

    public MultiSimilarityMiner {
        if (!(epsilon >= 0)) {
            throw new IllegalArgumentException("the miner's margin is at least 0, not " + epsilon);
        }
    }

    /**
     * The triplets of the chosen pairs, anchor by anchor.
     *
     * @param similarities {@code N x N} in row-major order, from -1 to 1
     * @param labels class of each of the N samples
     */
    public Triplets mine(float[] similarities, int[] labels) {
        int samples = labels.length;
        IntStream.Builder anchors = IntStream.builder();
        IntStream.Builder positives = IntStream.builder();
        IntStream.Builder negatives = IntStream.builder();
        for (int anchor = 0; anchor < samples; anchor++) {
            float[] row = Arrays.copyOfRange(similarities, anchor * samples, (anchor + 1) * samples);
            int[] hardNegatives = hardNegatives(row, labels, anchor);
            for (int positive : hardPositives(row, labels, anchor)) {
                for (int negative : hardNegatives) {
                    anchors.add(anchor);
                    positives.add(positive);
                    negatives.add(negative);
                }
            }
        }
        return new Triplets(anchors.build().toArray(), positives.build().toArray(), negatives.build().toArray());
    }

    private int[] hardPositives(float[] row, int[] labels, int anchor) {
        double mostAlike = negatives(labels, anchor).mapToDouble(other -> row[other]).max().orElse(Double.NEGATIVE_INFINITY);
        return positives(labels, anchor).filter(other -> row[other] - epsilon < mostAlike).toArray();
    }

    private int[] hardNegatives(float[] row, int[] labels, int anchor) {
        double leastAlike = positives(labels, anchor).mapToDouble(other -> row[other]).min().orElse(Double.POSITIVE_INFINITY);
        return negatives(labels, anchor).filter(other -> row[other] + epsilon > leastAlike).toArray();
    }

    private static IntStream positives(int[] labels, int anchor) {
        return IntStream.range(0, labels.length).filter(other -> other != anchor && labels[other] == labels[anchor]);
    }

    private static IntStream negatives(int[] labels, int anchor) {
        return IntStream.range(0, labels.length).filter(other -> labels[other] != labels[anchor]);
    }
}
