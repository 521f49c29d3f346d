// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import dev.graft.torchkit.data.Image;
import dev.graft.torchkit.picture.LabelledPicture;
import dev.graft.torchkit.picture.PictureFile;
import dev.graft.torchkit.picture.SideBySide;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Pairs with what a network says of them, golden picture first. Only the first {@value #MOST}, because each is a file.
 *
 * @param folder takes the pictures
 * @param reader has the pairs
 * @param threshold the score from which a pair counts as defective
 */
record PairPictures(Path folder, PairReader reader, double threshold) {

    /** Name of the folder. */
    static final String FOLDER = "pairs";

    private static final int MOST = 60;

    /** Draws pairs. */
    void write(List<PairScore> scores) throws IOException {
        for (PairScore score : scores.subList(0, Math.min(MOST, scores.size()))) {
            Optional<Image> golden = reader.golden(score.index());
            Optional<Image> test = reader.test(score.index());
            if (golden.isPresent() && test.isPresent()) {
                ImagePair pair = reader.table().pairs().get(score.index());
                boolean defective = score.score() >= threshold;
                String known = pair.label().isEmpty() ? "" : " (" + pair.label() + ")";
                String label = (defective ? "defect" : "pass") + known;
                String name = String.format(Locale.ROOT, "%04d_%s.png", score.index() + 1, pair.object().replaceAll("[^\\w.-]", "_"));
                PictureFile.write(
                        folder.resolve(FOLDER).resolve(name),
                        () -> LabelledPicture.draw(
                                SideBySide.of(List.of(golden.get(), test.get())), label, confidence(score.score())));
            }
        }
    }

    /** How far a score is from the threshold, as a share of it: 0.5 at it, 1 at none and at twice it. */
    private double confidence(double score) {
        return Math.min(1, 0.5 + Math.abs(score - threshold) / (2 * Math.max(threshold, Double.MIN_NORMAL)));
    }
}
