// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which samples an epoch has, and in which order. The same epoch has the same order each time. */
@FunctionalInterface
public interface SampleOrder {

    /**
     * The indices of an epoch's samples.
     *
     * @param samples number of samples that there are; the order has as many
     * @param epoch from 0
     */
    int[] of(int samples, int epoch);

    /** Each sample once, in order. */
    static SampleOrder inOrder() {
        return (samples, epoch) -> IntStream.range(0, samples).toArray();
    }

    /** Each sample once, shuffled anew each epoch. */
    static SampleOrder shuffled(long seed) {
        return (samples, epoch) -> Seeds.permutation(samples, seed, epoch);
    }

    /**
     * Drawn with replacement, so that rare samples can be seen more often.
     *
     * @param weights chance of each sample against the others, at least 0 and one of them above
     */
    static SampleOrder drawn(double[] weights, long seed) {
        double[] sums = weights.clone();
        Arrays.parallelPrefix(sums, Double::sum);
        double total = sums[sums.length - 1];
        if (!(total > 0)) {
            throw new IllegalArgumentException("no sample has a chance to be drawn");
        }
        return (samples, epoch) -> {
            SplittableRandom random = Seeds.generator(seed, epoch, -1);
            return IntStream.range(0, samples).map(unused -> firstAbove(sums, random.nextDouble() * total)).toArray();
        };
    }

    private static int firstAbove(double[] sums, double value) {
        int found = Arrays.binarySearch(sums, value);
        int index = found >= 0 ? found : -found - 1;
        // A sample without a chance has the sum of the one before it.
        while (sums[index] <= value) {
            index++;
        }
        return index;
    }
}
