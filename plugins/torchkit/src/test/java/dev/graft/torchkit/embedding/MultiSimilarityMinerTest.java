// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MultiSimilarityMinerTest {

    private static final int SAMPLES = 64;
    private static final double EPSILON = 0.1;

    /** Angles 0 to 63 degrees with random classes, as in pytorch-metric-learning's own test. */
    private final float[] similarities = similarities();

    private final int[] labels = new Random(1).ints(SAMPLES, 0, 10).toArray();

    @Test
    void pairsThatBreakTheMarginAreChosenAndNoOthers() {
        Set<String> expected = new HashSet<>();
        for (int anchor = 0; anchor < SAMPLES; anchor++) {
            for (int positive = 0; positive < SAMPLES; positive++) {
                for (int negative = 0; negative < SAMPLES; negative++) {
                    boolean triplet = positive != anchor && labels[positive] == labels[anchor] && labels[negative] != labels[anchor];
                    if (triplet && isHard(anchor, positive, true) && isHard(anchor, negative, false)) {
                        expected.add(anchor + " " + positive + " " + negative);
                    }
                }
            }
        }
        Triplets found = new MultiSimilarityMiner(EPSILON).mine(similarities, labels);
        Set<String> mined = new HashSet<>();
        for (int i = 0; i < found.count(); i++) {
            mined.add(found.anchors()[i] + " " + found.positives()[i] + " " + found.negatives()[i]);
        }
        assertThat(expected).hasSizeGreaterThan(100);
        assertThat(mined).isEqualTo(expected).hasSize(found.count());
    }

    @Test
    void withoutPairsThereIsNothingToMine() {
        int[] allDifferent = IntStream.range(0, SAMPLES).toArray();
        assertThat(new MultiSimilarityMiner(EPSILON).mine(similarities, allDifferent).count()).isZero();
        assertThat(new MultiSimilarityMiner(EPSILON).mine(similarities, new int[SAMPLES]).count()).isZero();
    }

    /** Whether a pair breaks the margin towards any pair of the other kind with the same anchor. */
    private boolean isHard(int anchor, int other, boolean positive) {
        for (int third = 0; third < SAMPLES; third++) {
            boolean rival = third != anchor && (labels[third] == labels[anchor]) != positive;
            double gain = similarity(anchor, other) - similarity(anchor, third);
            if (rival && (positive ? gain < EPSILON : gain > -EPSILON)) {
                return true;
            }
        }
        return false;
    }

    private double similarity(int a, int b) {
        return similarities[a * SAMPLES + b];
    }

    private static float[] similarities() {
        float[] values = new float[SAMPLES * SAMPLES];
        for (int a = 0; a < SAMPLES; a++) {
            for (int b = 0; b < SAMPLES; b++) {
                values[a * SAMPLES + b] = (float) Math.cos(Math.toRadians(a - b));
            }
        }
        return values;
    }
}
