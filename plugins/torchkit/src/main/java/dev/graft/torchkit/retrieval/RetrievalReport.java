// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.retrieval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well queries find references of their class. Queries whose class has no reference are left out, as nothing can be found for them.
 *
 * @param perClass the mean scores of each class's queries, by label
 * @param overall the mean over all queries
 * @param queries number of queries that count
 * @param lone number of queries that were left out
 */
public record RetrievalReport(Map<Integer, RetrievalScores> perClass, RetrievalScores overall, int queries, int lone) {

    public RetrievalReport {
        perClass = Collections.unmodifiableMap(new TreeMap<>(perClass));
    }

    /**
     * Looks each query up among references, as many of them as the largest class has.
     *
     * @param distances queries x references
     */
    public static RetrievalReport of(float[][] distances, int[] queryLabels, int[] referenceLabels) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int label : referenceLabels) {
            counts.merge(label, 1, Integer::sum);
        }
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        int[][] neighbours = new int[distances.length][];
        for (int query = 0; query < neighbours.length; query++) {
            int[] nearest = NearestNeighbours.first(distances[query], most);
            neighbours[query] = new int[nearest.length];
            for (int rank = 0; rank < nearest.length; rank++) {
                neighbours[query][rank] = referenceLabels[nearest[rank]];
            }
        }
        return of(neighbours, queryLabels, counts);
    }

    /**
     * Scores neighbours that were found before.
     *
     * @param neighbours labels of each query's references, the nearest first
     * @param referencesPerLabel number of references of each label
     */
    public static RetrievalReport of(int[][] neighbours, int[] queryLabels, Map<Integer, Integer> referencesPerLabel) {
        Map<Integer, List<RetrievalScores>> byClass = new TreeMap<>();
        int lone = 0;
        for (int query = 0; query < neighbours.length; query++) {
            int label = queryLabels[query];
            int relevant = referencesPerLabel.getOrDefault(label, 0);
            if (relevant == 0) {
                lone++;
            } else {
                byClass.computeIfAbsent(label, unused -> new ArrayList<>())
                        .add(RetrievalScores.of(matches(neighbours[query], label), relevant));
            }
        }
        Map<Integer, RetrievalScores> perClass = new TreeMap<>();
        byClass.forEach((label, scores) -> perClass.put(label, RetrievalScores.mean(scores)));
        List<RetrievalScores> all = byClass.values().stream().flatMap(List::stream).toList();
        return new RetrievalReport(perClass, RetrievalScores.mean(all), all.size(), lone);
    }

    private static boolean[] matches(int[] labels, int wanted) {
        boolean[] matches = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            matches[i] = labels[i] == wanted;
        }
        return matches;
    }

    /** The mean over the classes' means, to which a small class contributes as much as a large one. */
    public RetrievalScores meanOfClasses() {
        return RetrievalScores.mean(perClass.values());
    }
}
