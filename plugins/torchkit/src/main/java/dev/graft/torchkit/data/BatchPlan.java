// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.util.Arrays;

/**
 * Which samples make which batch of an epoch.
 *
 * @param order indices of all samples, in the epoch's order
 * @param batchSize samples in a batch
 * @param batches number of batches
 * @param epoch from 0
 * @param shard the part of each batch that is wanted
 */
record BatchPlan(int[] order, int batchSize, int batches, int epoch, Shard shard) {

    /** The plan of an epoch. */
    static BatchPlan of(SampleOrder order, LoaderOptions options, int epoch) {
        return new BatchPlan(order.of(epoch), options.batchSize(), options.batches(order.length()), epoch, options.shard());
    }

    /** The samples of the wanted part of a batch. */
    int[] indices(int batch) {
        return shard.of(Arrays.copyOfRange(order, batch * batchSize, Math.min(order.length, (batch + 1) * batchSize)));
    }

    /** The largest number of samples in the wanted part of a batch. */
    int largest() {
        return (Math.min(batchSize, order.length) + shard.count() - 1) / shard.count();
    }
}
