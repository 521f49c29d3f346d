// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.util.Arrays;

/**
 * The part of every batch that one of several processes reads.
 *
 * @param index from 0
 * @param count number of processes, at least 1
 */
public record Shard(int index, int count) {

    /** All of every batch. */
    public static final Shard WHOLE = new Shard(0, 1);

    public Shard {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException("part " + index + " of " + count + " is none");
        }
    }

    /** Whether it is all there is. */
    public boolean isWhole() {
        return count == 1;
    }

    /** Its part of a batch; the parts of all follow each other and differ in size by one at most. */
    int[] of(int[] batch) {
        return Arrays.copyOfRange(batch, batch.length * index / count, batch.length * (index + 1) / count);
    }
}
