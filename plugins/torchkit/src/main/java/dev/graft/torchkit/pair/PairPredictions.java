// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import dev.graft.torchkit.data.UnreadableImages;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The results of inference on pairs: {@value #TABLE} is the dataset's table with a column {@code siamese_score}, as TAO's, and one that says
 * what the pair counts as; and pictures of the first pairs.
 *
 * @param reader the pairs
 * @param threshold the score from which a pair counts as defective
 */
public record PairPredictions(PairReader reader, double threshold) {

    /** Name of the table. */
    public static final String TABLE = "inference.csv";

    /** Writes table and pictures into a folder; returns a sentence for the status. */
    public String write(Path folder, List<PairScore> scores, UnreadableImages unreadable) throws IOException {
        long defective = scores.stream().filter(score -> score.score() >= threshold).count();
        try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve(TABLE))) {
            List<String> heading = new ArrayList<>(reader.table().heading());
            heading.addAll(List.of("siamese_score", "prediction"));
            writer.write(line(heading));
            for (PairScore score : scores) {
                List<String> cells = new ArrayList<>(reader.table().pairs().get(score.index()).row());
                cells.add(String.format(Locale.ROOT, "%.6f", score.score()));
                cells.add(score.score() >= threshold ? "FAIL" : ImagePair.PASS);
                writer.write(line(cells));
            }
        }
        new PairPictures(folder, reader, threshold).write(scores);
        return (scores.size() + " pairs looked at, " + defective + " count as defective. " + unreadable.summary()).strip();
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.matches(".*[,\"].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
                .collect(Collectors.joining(",", "", "\n"));
    }
}
