// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker.spec;

import dev.graft.torchkit.retrieval.ReciprocalRanking;
import dev.graft.torchkit.spec.Section;
import java.util.Optional;

/**
 * The {@code re_ranking} section.
 *
 * @param reciprocal ranks once more, if that is wanted
 * @param maxRank largest rank that is reported, at least 1
 * @param pictured query images that are drawn, at least 0
 */
public record RankingSpec(Optional<ReciprocalRanking> reciprocal, int maxRank, int pictured) {

    /** Reads the section. */
    public static RankingSpec read(Section section) {
        boolean wanted = section.flag("re_ranking", true);
        int least = wanted ? 1 : 0;
        int k1 = section.integer("k1", 20, least);
        int k2 = section.integer("k2", 6, least);
        double lambda = section.number("lambda_value", 0.3, 0, 1);
        return new RankingSpec(
                wanted ? Optional.of(new ReciprocalRanking(k1, k2, lambda)) : Optional.empty(),
                section.integer("max_rank", 10, 1),
                section.integer("num_query", 10, 0));
    }
}
