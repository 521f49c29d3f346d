// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.torchkit.embedding.EmbeddingTable;
import dev.graft.torchkit.retrieval.KMeans;
import dev.graft.torchkit.retrieval.MutualInformation;
import dev.graft.torchkit.retrieval.NearestNeighbours;
import dev.graft.torchkit.retrieval.PairwiseDistances;
import dev.graft.torchkit.retrieval.RetrievalReport;
import dev.graft.torchkit.retrieval.RetrievalScores;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well query images are recognised by their nearest references.
 *
 * @param classes class names by label
 * @param references embeddings of the references
 * @param queries embeddings of the queries
 * @param distances queries x references
 * @param retrieval what each query found
 * @param clusters how far clusters of the queries agree with their classes
 * @param topK number of nearest references for {@code accuracyAtTopK}
 * @param accuracyAtTopK share of queries with one of their class among them
 */
record RecognitionReport(
        List<String> classes,
        EmbeddingTable references,
        EmbeddingTable queries,
        float[][] distances,
        RetrievalReport retrieval,
        MutualInformation clusters,
        int topK,
        double accuracyAtTopK) {

    private static final long CLUSTER_SEED = 1;

    static RecognitionReport of(List<String> classes, EmbeddingTable references, EmbeddingTable queries, int topK) {
        float[][] distances = PairwiseDistances.euclidean(queries.rows(), references.rows());
        int clusters = (int) IntStream.of(queries.labels()).distinct().count();
        return new RecognitionReport(
                classes,
                references,
                queries,
                distances,
                RetrievalReport.of(distances, queries.labels(), references.labels()),
                MutualInformation.of(queries.labels(), KMeans.assign(queries.rows(), clusters, CLUSTER_SEED)),
                topK,
                accuracy(distances, queries.labels(), references.labels(), topK));
    }

    private static double accuracy(float[][] distances, int[] queryLabels, int[] referenceLabels, int topK) {
        return IntStream.range(0, distances.length)
                .filter(query -> IntStream.of(referenceLabels).anyMatch(label -> label == queryLabels[query]))
                .mapToDouble(query -> IntStream.of(NearestNeighbours.first(distances[query], topK))
                                .anyMatch(reference -> referenceLabels[reference] == queryLabels[query])
                        ? 1
                        : 0)
                .average()
                .orElse(0);
    }

    /** The mean over the classes, or over all queries. */
    RetrievalScores scores(boolean perClass) {
        return perClass ? retrieval.meanOfClasses() : retrieval.overall();
    }
}
