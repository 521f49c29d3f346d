// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * The metrics of metric learning, each 0 to 1: of one query, or the mean of several. R is the number of references of the query's class
 * (Musgrave, Belongie, Lim: A Metric Learning Reality Check, arXiv:2003.08505).
 *
 * @param precisionAtOne share of queries whose nearest reference is of their class
 * @param rPrecision share of the R nearest that are of the query's class
 * @param meanAveragePrecision mean of the precision at each match among the neighbours looked at
 * @param meanAveragePrecisionAtR sum of the precision at each match among the R nearest, divided by R
 * @param meanReciprocalRank inverse of the rank of the first match; 0 without one
 */
public record RetrievalScores(
        double precisionAtOne,
        double rPrecision,
        double meanAveragePrecision,
        double meanAveragePrecisionAtR,
        double meanReciprocalRank) {

    /** What no query at all scores. */
    static final RetrievalScores NONE = new RetrievalScores(0, 0, 0, 0, 0);

    /**
     * The scores of one query.
     *
     * @param matches whether each neighbour, the nearest first, is of the query's class
     * @param relevant R, at least 1
     */
    static RetrievalScores of(boolean[] matches, int relevant) {
        int looked = Math.min(relevant, matches.length);
        int found = 0;
        int foundWithinR = 0;
        int firstMatch = 0;
        double precisions = 0;
        double precisionsWithinR = 0;
        for (int rank = 1; rank <= matches.length; rank++) {
            if (matches[rank - 1]) {
                found++;
                firstMatch = firstMatch == 0 ? rank : firstMatch;
                precisions += (double) found / rank;
                if (rank <= looked) {
                    foundWithinR = found;
                    precisionsWithinR = precisions;
                }
            }
        }
        return new RetrievalScores(
                firstMatch == 1 ? 1 : 0,
                looked == 0 ? 0 : (double) foundWithinR / looked,
                found == 0 ? 0 : precisions / found,
                looked == 0 ? 0 : precisionsWithinR / looked,
                firstMatch == 0 ? 0 : 1.0 / firstMatch);
    }

    /** The mean of each metric. */
    static RetrievalScores mean(Collection<RetrievalScores> scores) {
        return scores.isEmpty()
                ? NONE
                : new RetrievalScores(
                        mean(scores, RetrievalScores::precisionAtOne),
                        mean(scores, RetrievalScores::rPrecision),
                        mean(scores, RetrievalScores::meanAveragePrecision),
                        mean(scores, RetrievalScores::meanAveragePrecisionAtR),
                        mean(scores, RetrievalScores::meanReciprocalRank));
    }

    private static double mean(Collection<RetrievalScores> scores, ToDoubleFunction<RetrievalScores> metric) {
        return scores.stream().mapToDouble(metric).average().orElse(0);
    }
}
