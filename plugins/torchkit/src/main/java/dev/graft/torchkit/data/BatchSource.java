// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

/**
 * Where batches come from.
 *
 * @param <B> what they are
 */
public interface BatchSource<B extends Batch> {

    /** Number of batches in an epoch, at least 1. */
    int batchesPerEpoch();

    /**
     * The batches of an epoch. The same epoch gives the same batches each time.
     *
     * @param epoch from 0
     * @param firstBatch number of batches to leave out, for an epoch that was interrupted
     */
    Batches<B> open(int epoch, int firstBatch);
}
