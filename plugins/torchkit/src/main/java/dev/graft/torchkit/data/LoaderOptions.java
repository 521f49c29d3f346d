// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

/**
 * How batches are put together.
 *
 * @param batchSize samples in a batch, at least 1
 * @param training whether the order is shuffled anew each epoch, and a single left-over sample dropped, of which batch normalisation can
 *     learn nothing
 * @param seed seed of order and augmentation
 * @param threads threads that decode and augment, at least 1; the batches do not depend on their number
 */
public record LoaderOptions(int batchSize, boolean training, long seed, int threads) {
    public LoaderOptions {
        if (batchSize < 1 || threads < 1) {
            throw new IllegalArgumentException("batch size " + batchSize + " and " + threads + " threads: both are at least 1");
        }
    }

    /** The number of batches that so many samples make. */
    int batches(int samples) {
        int full = samples / batchSize;
        int left = samples % batchSize;
        boolean dropped = left == 0 || (training && left == 1 && full > 0);
        return dropped ? full : full + 1;
    }

    /** For evaluation: each sample once, in order. */
    public static LoaderOptions evaluation(int batchSize, int threads) {
        return new LoaderOptions(batchSize, false, 0, threads);
    }
}
