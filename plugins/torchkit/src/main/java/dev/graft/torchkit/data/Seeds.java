// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.util.SplittableRandom;

/** Independent generators from one seed: what a generator yields depends on its key alone, not on who ran before. */
public final class Seeds {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private Seeds() {}

    /** A generator for a key, for example (seed, epoch, index of the sample). */
    public static SplittableRandom generator(long seed, long... key) {
        long mixed = seed;
        for (long part : key) {
            mixed = mix(mixed + GOLDEN_GAMMA * (part + 1));
        }
        return new SplittableRandom(mixed);
    }

    /** The order of {@code count} samples in an epoch (Fisher-Yates). */
    public static int[] permutation(int count, long seed, int epoch) {
        SplittableRandom random = generator(seed, epoch, -1);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
