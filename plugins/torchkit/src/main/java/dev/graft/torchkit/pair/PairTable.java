// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A table of pairs as TAO's {@code dataset.csv}: a heading with {@code input_path}, {@code golden_path}, {@code label} and
 * {@code object_name} in any order, maybe among other columns, then a line for each pair. The first two are folders below that of the
 * pictures. Text may be quoted (RFC 4180), but has no line breaks in it.
 *
 * @param heading names of the columns
 * @param pairs at least one
 */
public record PairTable(List<String> heading, List<ImagePair> pairs) {

    private static final String INPUT = "input_path";
    private static final String GOLDEN = "golden_path";
    private static final String LABEL = "label";
    private static final String OBJECT = "object_name";

    public PairTable {
        heading = List.copyOf(heading);
        pairs = List.copyOf(pairs);
    }

    /**
     * Reads a table. Whether the pictures exist is not looked at.
     *
     * @param images the folder of the pictures
     * @param labelled whether the column {@code label} is needed
     * @throws GraftException if it is not such a table, or a path leaves the folder
     */
    public static PairTable read(Path csv, Path images, LightLayout layout, boolean labelled) {
        List<String> lines = lines(csv);
        if (lines.isEmpty()) {
            throw fault(csv, "is empty; its first line names the columns " + INPUT + "," + GOLDEN + "," + LABEL + "," + OBJECT);
        }
        List<String> heading = cells(lines.get(0).replace("\uFEFF", "")).stream().map(String::strip).toList();
        for (String column : labelled ? List.of(INPUT, GOLDEN, LABEL, OBJECT) : List.of(INPUT, GOLDEN, OBJECT)) {
            if (!heading.contains(column)) {
                throw fault(csv, "has no column " + column + ", but " + String.join(", ", heading));
            }
        }
        List<ImagePair> pairs = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            List<String> cells = cells(lines.get(i));
            int number = i + 1;
            if (cells.size() != heading.size()) {
                throw fault(csv, "has " + cells.size() + " cells in line " + number + ", its heading has " + heading.size());
            }
            pairs.add(pair(heading, cells, images, layout, () -> csv.getFileName() + " line " + number));
        }
        if (pairs.isEmpty()) {
            throw fault(csv, "names no pair");
        }
        return new PairTable(heading, pairs);
    }

    /** Number of pairs with a defect. */
    public long defective() {
        return pairs.stream().filter(ImagePair::isDefective).count();
    }

    private static ImagePair pair(
            List<String> heading, List<String> cells, Path images, LightLayout layout, Supplier<String> place) {
        String object = cells.get(heading.indexOf(OBJECT)).strip();
        int label = heading.indexOf(LABEL);
        return new ImagePair(
                cells,
                object,
                label < 0 ? "" : cells.get(label).strip(),
                layout.files(below(images, cells.get(heading.indexOf(INPUT)), object, place)),
                layout.files(below(images, cells.get(heading.indexOf(GOLDEN)), object, place)));
    }

    private static Path below(Path images, String folder, String object, Supplier<String> place) {
        Path stem = images.resolve(folder.strip().replaceFirst("^/+", "")).resolve(object).normalize();
        if (!stem.startsWith(images.normalize())) {
            throw new GraftException(
                    StandardError.INVALID_DATASET, place.get() + " names " + folder + ", which leaves the folder of the pictures");
        }
        return stem;
    }

    private static List<String> lines(Path csv) {
        try {
            return Files.readAllLines(csv).stream().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new GraftException(
                    StandardError.INVALID_DATASET, "the table " + csv.getFileName() + " cannot be read as UTF-8 text: " + e, e);
        }
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            if (letter == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (letter == '"') {
                quoted = !quoted;
            } else if (letter == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(letter);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static GraftException fault(Path csv, String what) {
        return new GraftException(StandardError.INVALID_DATASET, "the table " + csv.getFileName() + " " + what);
    }
}
