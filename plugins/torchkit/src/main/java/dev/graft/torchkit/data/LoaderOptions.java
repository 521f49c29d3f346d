// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

/**
 * How batches are put together.
 *
 * @param batchSize samples in a batch, all its parts together; at least 1
 * @param training whether the order is shuffled anew each epoch, and left-over samples dropped that are fewer than two for each part, of
 *     which batch normalisation can learn nothing
 * @param seed seed of order and augmentation
 * @param threads threads that decode and augment, at least 1; the batches do not depend on their number
 * @param shard the part of each batch that is read
 */
public record LoaderOptions(int batchSize, boolean training, long seed, int threads, Shard shard) {
    public LoaderOptions {
        if (batchSize < 1 || threads < 1) {
            throw new IllegalArgumentException("batch size " + batchSize + " and " + threads + " threads: both are at least 1");
        }
    }

    /** For whole batches. */
    public LoaderOptions(int batchSize, boolean training, long seed, int threads) {
        this(batchSize, training, seed, threads, Shard.WHOLE);
    }

    /** For one of several processes, each of which takes as many samples at a time as these options say. */
    public LoaderOptions sharedOut(Shard part) {
        return new LoaderOptions(Math.multiplyExact(batchSize, part.count()), training, seed, threads, part);
    }

    /** The number of batches that so many samples make. */
    int batches(int samples) {
        int full = samples / batchSize;
        int left = samples % batchSize;
        boolean dropped = left == 0 || (training && left < 2 * shard.count() && full > 0);
        return dropped ? full : full + 1;
    }

    /** For evaluation: each sample once, in order. */
    public static LoaderOptions evaluation(int batchSize, int threads) {
        return new LoaderOptions(batchSize, false, 0, threads);
    }
}
