// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.prune;

import java.util.Objects;
import java.util.Set;

/**
 * Which channels are taken out: TAO's parameters of {@code prune}.
 *
 * @param normalizer what makes the norms of a layer's filters comparable with those of others
 * @param equalization how the scores of several layers for one channel become one
 * @param granularity the number of channels that remain is rounded up to a multiple of it, at least 1
 * @param threshold channels with a score of at most this go, at least 0
 * @param minFilters channels that a group keeps at least, if it has as many; at least 1
 * @param excluded names of convolutions ({@code layer1.0.conv1}) whose channels all stay
 */
public record PruneOptions(
        Normalizer normalizer,
        Equalization equalization,
        int granularity,
        double threshold,
        int minFilters,
        Set<String> excluded) {

    /** What the norm of a filter is divided by. */
    public enum Normalizer {
        /** The largest norm of its layer. */
        MAX,
        /** The Euclidean norm of all norms of its layer. */
        L2
    }

    /** How the scores of the layers whose outputs are added or multiplied become one. */
    public enum Equalization {
        /** A channel stays if any layer wants it: the largest score. */
        UNION,
        /** A channel stays if all layers want it: the least score. */
        INTERSECTION,
        /** The mean of the scores. */
        ARITHMETIC_MEAN,
        /** The geometric mean of the scores. */
        GEOMETRIC_MEAN
    }

    /** Refuses values out of range. */
    public PruneOptions {
        Objects.requireNonNull(normalizer, "normalizer");
        Objects.requireNonNull(equalization, "equalization");
        excluded = Set.copyOf(excluded);
        if (granularity < 1 || minFilters < 1 || !(threshold >= 0)) {
            throw new IllegalArgumentException("granularity and least number of filters start at 1 and the threshold at 0, but they are "
                    + granularity + ", " + minFilters + " and " + threshold);
        }
    }
}
