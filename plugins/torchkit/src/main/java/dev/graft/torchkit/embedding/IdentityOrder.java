// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.embedding;

import dev.graft.torchkit.data.Sample;
import dev.graft.torchkit.data.SampleOrder;
import dev.graft.torchkit.data.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Batches of P identities with K images each (Hermans, Beyer, Leibe, arXiv:1703.07737). An epoch takes each image at most once, but for
 * identities with fewer than K; it ends when fewer than P identities have K images left. Identities with the most left come first, so that
 * as few images as possible stay out.
 */
public final class IdentityOrder implements SampleOrder {

    private final ClassSamples identities;
    private final int identitiesInBatch;
    private final int perIdentity;
    private final long seed;
    private final int length;

    /**
     * An order.
     *
     * @param identitiesInBatch P, at least 1
     * @param perIdentity K, at least 1
     * @throws IllegalArgumentException if there are fewer identities than a batch needs
     */
    public IdentityOrder(List<Sample> samples, int identitiesInBatch, int perIdentity, long seed) {
        this.identities = new ClassSamples(samples);
        this.identitiesInBatch = identitiesInBatch;
        this.perIdentity = perIdentity;
        this.seed = seed;
        if (identities.count() < identitiesInBatch) {
            throw new IllegalArgumentException("a batch needs " + identitiesInBatch + " identities with " + perIdentity
                    + " images each; there are " + identities.count());
        }
        this.length = of(0).length;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int[] of(int epoch) {
        SplittableRandom random = Seeds.generator(seed, epoch, -1);
        List<Pile> piles = new ArrayList<>();
        for (int i = 0; i < identities.count(); i++) {
            int whole = Math.max(1, identities.size(i) / perIdentity);
            piles.add(new Pile(identities.draw(i, whole * perIdentity, random), whole));
        }
        List<int[]> groups = new ArrayList<>();
        while (piles.size() >= identitiesInBatch) {
            // The keys are drawn once a round: a comparator that drew them would contradict itself.
            piles.forEach(pile -> pile.key = random.nextLong());
            piles.sort(Comparator.comparingInt((Pile pile) -> -pile.left).thenComparingLong(pile -> pile.key));
            piles.subList(0, identitiesInBatch).forEach(pile -> groups.add(pile.take(perIdentity)));
            piles.removeIf(pile -> pile.left == 0);
        }
        return groups.stream().flatMapToInt(Arrays::stream).toArray();
    }

    /** The images of an identity that an epoch has not taken yet. */
    private static final class Pile {

        private final int[] images;
        private int left;
        private long key;

        Pile(int[] images, int groups) {
            this.images = images;
            this.left = groups;
        }

        int[] take(int count) {
            left--;
            return Arrays.copyOfRange(images, left * count, (left + 1) * count);
        }
    }
}
