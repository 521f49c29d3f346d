// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * {@code result.csv} as TAO writes it: for each image its path, the classes of its nearest references and their squared distances, both as
 * lists, the nearest first.
 */
final class NeighbourTable {

    /** Name of the file. */
    static final String NAME = "result.csv";

    private NeighbourTable() {}

    static void write(Path file, NearestReferences found, int topK) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int row = 0; row < found.distances().length; row++) {
                int[] nearest = found.nearest(row, topK);
                float[] distances = found.distances()[row];
                String classes = Arrays.stream(nearest)
                        .mapToObj(column -> "'" + found.references().classes().get(found.reference(column).label()) + "'")
                        .collect(Collectors.joining(", ", "[", "]"));
                String squares = Arrays.stream(nearest)
                        .mapToObj(column -> String.format(Locale.ROOT, "%.6f", distances[column] * distances[column]))
                        .collect(Collectors.joining(", ", "[", "]"));
                out.write(quoted(found.query(row).file().toString()) + "," + quoted(classes) + "," + quoted(squares));
                out.newLine();
            }
        }
    }

    /** Quoted where a comma, a quote or a line break needs it (RFC 4180). */
    private static String quoted(String text) {
        return text.matches("(?s).*[,\"\\r\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
