// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Which samples an epoch takes, and in what order. The same epoch has the same order each time. */
public interface SampleOrder {

    /** Number of samples in an epoch, at least 1; a sample may come up more than once. */
    int length();

    /**
     * The indices of an epoch's samples.
     *
     * @param epoch from 0
     */
    int[] of(int epoch);

    /** Each of {@code samples} once: shuffled anew each epoch for training, otherwise as they are. */
    static SampleOrder of(int samples, LoaderOptions options) {
        return options.training() ? shuffled(samples, options.seed()) : inOrder(samples);
    }

    /** Each of {@code samples} once, in order. */
    static SampleOrder inOrder(int samples) {
        return of(samples, epoch -> IntStream.range(0, samples).toArray());
    }

    /** Each of {@code samples} once, shuffled anew each epoch. */
    static SampleOrder shuffled(int samples, long seed) {
        return of(samples, epoch -> Seeds.permutation(samples, seed, epoch));
    }

    /**
     * As many as there are, drawn with replacement, so that rare samples can be seen more often.
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
        return of(weights.length, epoch -> {
            SplittableRandom random = Seeds.generator(seed, epoch, -1);
            return IntStream.range(0, sums.length).map(unused -> firstAbove(sums, random.nextDouble() * total)).toArray();
        });
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

    private static SampleOrder of(int length, IntFunction<int[]> epochs) {
        return new SampleOrder() {
            @Override
            public int length() {
                return length;
            }

            @Override
            public int[] of(int epoch) {
                return epochs.apply(epoch);
            }
        };
    }
}
