// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import dev.graft.plugin.reidentification.worker.spec.RankingSpec;
import dev.graft.torchkit.data.ImageBatches;
import dev.graft.torchkit.data.ImageCache;
import dev.graft.torchkit.data.LoaderOptions;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.embedding.EmbeddingSource;
import dev.graft.torchkit.embedding.EmbeddingTable;
import dev.graft.torchkit.retrieval.CmcReport;
import dev.graft.torchkit.retrieval.PairwiseDistances;
import dev.graft.torchkit.worker.StopSignal;

/**
 * People who are looked for, and where.
 *
 * @param query images of those who are looked for
 * @param gallery images among which they are
 * @param preparation how images are prepared
 */
record Search(PersonImages query, PersonImages gallery, Preparation preparation) {

    /**
     * How images are prepared.
     *
     * @param pipeline what is done to each
     * @param options how batches are put together
     * @param unreadable is told of images that cannot be decoded
     * @param stop ends it early
     */
    record Preparation(Pipeline pipeline, LoaderOptions options, UnreadableImages unreadable, StopSignal stop) {

        EmbeddingTable embeddings(EmbeddingSource source, PersonImages images) {
            ImageCache cache = new ImageCache(images.folder().samples().size(), 0);
            return EmbeddingTable.of(source, new ImageBatches(images.folder(), pipeline, options, cache, unreadable), stop);
        }
    }

    /**
     * What was found.
     *
     * @param queries embeddings of the queries
     * @param gallery embeddings of the gallery
     * @param distances queries x gallery, after ranking once more if that is wanted
     * @param report how well
     */
    record Found(EmbeddingTable queries, EmbeddingTable gallery, float[][] distances, CmcReport report) {}

    /** Looks all queries up. */
    Found find(EmbeddingSource source, RankingSpec ranking) {
        EmbeddingTable queries = preparation.embeddings(source, query);
        EmbeddingTable others = preparation.embeddings(source, gallery);
        float[][] distances = ranking.reciprocal().isPresent()
                ? ranking.reciprocal().get().distances(queries.rows(), others.rows())
                : PairwiseDistances.euclidean(queries.rows(), others.rows());
        CmcReport report =
                CmcReport.of(distances, query.sightings(queries), gallery.sightings(others), ranking.maxRank());
        return new Found(queries, others, distances, report);
    }
}
