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
 */
record BatchPlan(int[] order, int batchSize, int batches, int epoch) {

    int[] indices(int batch) {
        return Arrays.copyOfRange(order, batch * batchSize, Math.min(order.length, (batch + 1) * batchSize));
    }
}
