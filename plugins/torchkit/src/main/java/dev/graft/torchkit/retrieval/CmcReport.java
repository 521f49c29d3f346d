// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How well people are found again, by the protocol of Market-1501 (Zheng et al. 2015): gallery images of the query's identity from the
 * query's own camera are junk and are passed over; queries without any other image of their identity do not count.
 *
 * @param cmc cumulative matching characteristics: the share of queries with a match among the first 1, 2, … ranks, 0 to 1
 * @param meanAveragePrecision mean over the queries of the mean precision at their matches, 0 to 1
 * @param queries number of queries that count
 */
public record CmcReport(List<Double> cmc, double meanAveragePrecision, int queries) {

    public CmcReport {
        cmc = List.copyOf(cmc);
    }

    /**
     * Who is where.
     *
     * @param people identity of each image
     * @param cameras camera of each image
     */
    public record Sightings(int[] people, int[] cameras) {}

    /**
     * Evaluates distances.
     *
     * @param distances queries x gallery
     * @param ranks length of the CMC, at least 1
     */
    public static CmcReport of(float[][] distances, Sightings queries, Sightings gallery, int ranks) {
        long[] firstMatches = new long[ranks];
        double precisions = 0;
        int counted = 0;
        for (int query = 0; query < distances.length; query++) {
            int found = 0;
            int rank = 0;
            int firstMatch = 0;
            double sum = 0;
            for (int image : NearestNeighbours.order(distances[query])) {
                boolean same = gallery.people()[image] == queries.people()[query];
                if (same && gallery.cameras()[image] == queries.cameras()[query]) {
                    continue;
                }
                rank++;
                if (same) {
                    found++;
                    firstMatch = firstMatch == 0 ? rank : firstMatch;
                    sum += (double) found / rank;
                }
            }
            if (found > 0) {
                counted++;
                precisions += sum / found;
                if (firstMatch <= ranks) {
                    firstMatches[firstMatch - 1]++;
                }
            }
        }
        Arrays.parallelPrefix(firstMatches, Long::sum);
        int all = Math.max(1, counted);
        return new CmcReport(
                DoubleStream.of(Arrays.stream(firstMatches).mapToDouble(count -> (double) count / all).toArray()).boxed().toList(),
                precisions / all,
                counted);
    }

    /** The share of queries with a match among the first {@code k}; of the last rank, if there are fewer. */
    public double rank(int k) {
        return cmc.get(Math.min(k, cmc.size()) - 1);
    }
}
