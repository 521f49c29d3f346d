// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import java.util.Arrays;

/** Sorts by distance. Of equal distances the smaller index comes first. */
public final class NearestNeighbours {

    private NearestNeighbours() {}

    /** The indices of distances in rising order; NaN comes last. */
    public static int[] order(float[] distances) {
        return first(distances, distances.length);
    }

    /**
     * The indices of the smallest distances in rising order.
     *
     * @param count how many; all, if there are fewer
     */
    public static int[] first(float[] distances, int count) {
        long[] keys = new long[distances.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) sortable(distances[i]) << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        int[] order = new int[Math.min(count, keys.length)];
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }

    /** Rises with the value, negative ones included. */
    private static int sortable(float value) {
        int bits = Float.floatToIntBits(value + 0f);
        return bits ^ (bits >> Integer.SIZE - 1 & Integer.MAX_VALUE);
    }
}
