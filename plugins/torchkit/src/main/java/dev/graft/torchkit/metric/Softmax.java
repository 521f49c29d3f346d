// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.metric;

/** From logits to probabilities. */
public final class Softmax {

    private Softmax() {}

    /** The class with the highest score, the first of equals. A NaN never wins, unless all are. */
    public static int argmax(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best] || (Float.isNaN(logits[best]) && !Float.isNaN(logits[i]))) {
                best = i;
            }
        }
        return best;
    }

    /** The natural logarithm of a class's probability. */
    public static double logProbability(float[] logits, int label) {
        double max = logits[argmax(logits)];
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - max);
        }
        return logits[label] - max - Math.log(sum);
    }

    /** A class's probability, 0 to 1. */
    public static double probability(float[] logits, int label) {
        return Math.exp(logProbability(logits, label));
    }
}
