// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import dev.graft.plugin.reidentification.worker.spec.RankingSpec;
import dev.graft.torchkit.data.Image;
import dev.graft.torchkit.data.ImageDecoder;
import dev.graft.torchkit.data.UnreadableImageException;
import dev.graft.torchkit.picture.MatchPicture;
import dev.graft.torchkit.picture.MatchPicture.Verdict;
import dev.graft.torchkit.picture.PictureFile;
import dev.graft.torchkit.retrieval.NearestNeighbours;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture of what some queries found, in the order of their ranks, without the junk that does not count.
 *
 * @param search the images
 * @param found what was found
 * @param ranking how many queries are drawn, and how many ranks of each
 */
record SampledMatches(Search search, Search.Found found, RankingSpec ranking) {

    /** Draws it; nothing, if no queries are wanted. */
    void draw(Path file) throws IOException {
        int queries = found.distances().length;
        int rows = Math.min(ranking.pictured(), queries);
        List<List<MatchPicture.Entry>> picture = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            picture.add(row((int) ((long) i * queries / rows)));
        }
        if (!picture.isEmpty()) {
            PictureFile.write(file, () -> MatchPicture.draw(picture));
        }
    }

    private List<MatchPicture.Entry> row(int row) throws UnreadableImageException {
        int query = found.queries().samples()[row];
        List<MatchPicture.Entry> entries = new ArrayList<>();
        entries.add(entry(search.query(), query, Verdict.UNKNOWN));
        for (int column : NearestNeighbours.order(found.distances()[row])) {
            int image = found.gallery().samples()[column];
            boolean same = search.gallery().people()[image] == search.query().people()[query];
            boolean junk = same && search.gallery().cameras()[image] == search.query().cameras()[query];
            if (!junk && entries.size() <= ranking.maxRank()) {
                entries.add(entry(search.gallery(), image, same ? Verdict.RIGHT : Verdict.WRONG));
            }
        }
        return entries;
    }

    private static MatchPicture.Entry entry(PersonImages images, int sample, Verdict verdict) throws UnreadableImageException {
        Image image = new ImageDecoder().decode(images.folder().samples().get(sample).file());
        return new MatchPicture.Entry(
                image, images.people()[sample] + ", camera " + images.cameras()[sample], verdict);
    }
}
