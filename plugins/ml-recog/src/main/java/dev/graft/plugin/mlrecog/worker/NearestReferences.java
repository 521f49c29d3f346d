// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.torchkit.data.Image;
import dev.graft.torchkit.data.ImageDecoder;
import dev.graft.torchkit.data.ImageFolder;
import dev.graft.torchkit.data.Sample;
import dev.graft.torchkit.data.UnreadableImageException;
import dev.graft.torchkit.embedding.EmbeddingTable;
import dev.graft.torchkit.picture.MatchPicture;
import dev.graft.torchkit.picture.MatchPicture.Verdict;
import dev.graft.torchkit.picture.PictureFile;
import dev.graft.torchkit.retrieval.NearestNeighbours;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What queries found, nearest first.
 *
 * @param queries the images to recognise
 * @param found embeddings of those that could be decoded
 * @param references the images that they were compared with
 * @param known embeddings of those that could be decoded
 * @param distances queries x references
 */
record NearestReferences(
        ImageFolder queries, EmbeddingTable found, ImageFolder references, EmbeddingTable known, float[][] distances) {

    private static final int ROWS = 10;
    private static final int COLUMNS = 8;

    /** The image behind a row of the distances. */
    Sample query(int row) {
        return queries.samples().get(found.samples()[row]);
    }

    /** The image behind a column of the distances. */
    Sample reference(int column) {
        return references.samples().get(known.samples()[column]);
    }

    /** The columns of a query's nearest references. */
    int[] nearest(int row, int count) {
        return NearestNeighbours.first(distances[row], count);
    }

    /** Draws some queries, spread over all, with their nearest references. */
    void draw(Path file) throws IOException {
        int rows = Math.min(ROWS, distances.length);
        List<List<MatchPicture.Entry>> picture = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            picture.add(row((int) ((long) i * distances.length / rows)));
        }
        PictureFile.write(file, () -> MatchPicture.draw(picture));
    }

    private List<MatchPicture.Entry> row(int row) throws UnreadableImageException {
        Sample query = query(row);
        List<MatchPicture.Entry> entries = new ArrayList<>();
        entries.add(new MatchPicture.Entry(image(query), name(queries, query), Verdict.UNKNOWN));
        for (int column : nearest(row, COLUMNS)) {
            Sample reference = reference(column);
            entries.add(new MatchPicture.Entry(image(reference), name(references, reference), verdict(query, reference)));
        }
        return entries;
    }

    private static Verdict verdict(Sample query, Sample reference) {
        if (query.label() == Sample.UNLABELLED) {
            return Verdict.UNKNOWN;
        }
        return query.label() == reference.label() ? Verdict.RIGHT : Verdict.WRONG;
    }

    private static String name(ImageFolder folder, Sample sample) {
        return sample.label() == Sample.UNLABELLED ? sample.file().getFileName().toString() : folder.classes().get(sample.label());
    }

    private static Image image(Sample sample) throws UnreadableImageException {
        return new ImageDecoder().decode(sample.file());
    }
}
