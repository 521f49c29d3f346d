// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

/**
 * Triplets of a batch, as positions in it.
 *
 * @param anchors the samples in question
 * @param positives a sample of each anchor's class, not itself
 * @param negatives a sample of another class than each anchor's
 */
public record Triplets(int[] anchors, int[] positives, int[] negatives) {

    /** How many there are. */
    public int count() {
        return anchors.length;
    }
}
