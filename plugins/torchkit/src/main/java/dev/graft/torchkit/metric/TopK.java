// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.metric;

/**
 * Top-k accuracy: the share of samples whose true class is among the k with the highest scores (ILSVRC). Of equal scores the class with the
 * lower index counts as higher, so that ties do not flatter.
 */
public final class TopK {

    private final int k;
    private long hits;
    private long samples;

    /**
     * A count for one k.
     *
     * @param k at least 1; from the number of classes on, every sample is a hit
     */
    public TopK(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k is at least 1, not " + k);
        }
        this.k = k;
    }

    /** Counts a sample with its score for each class; a NaN score is the lowest. */
    public void add(float[] scores, int label) {
        samples++;
        if (rank(scores, label) < k) {
            hits++;
        }
    }

    /** The k. */
    public int k() {
        return k;
    }

    /** Hits by samples, 0 to 1; NaN if there are no samples. */
    public double accuracy() {
        return samples == 0 ? Double.NaN : (double) hits / samples;
    }

    /** Number of classes that are ahead of a class. */
    public static int rank(float[] scores, int label) {
        int ahead = 0;
        for (int i = 0; i < scores.length; i++) {
            if (i != label && isAhead(scores, i, label)) {
                ahead++;
            }
        }
        return ahead;
    }

    private static boolean isAhead(float[] scores, int other, int label) {
        float score = scores[label];
        if (Float.isNaN(score)) {
            return !Float.isNaN(scores[other]) || other < label;
        }
        return scores[other] > score || (scores[other] == score && other < label);
    }
}
