// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** A metric over the epochs, drawn with letters. */
public final class Chart {

    private static final char POINT = '*';
    private static final char LINE = '.';

    private final int width;
    private final int height;

    /**
     * A chart's size without its axes.
     *
     * @param width columns, at least 2
     * @param height rows, at least 2
     */
    public Chart(int width, int height) {
        if (width < 2 || height < 2) {
            throw new IllegalArgumentException("a chart of " + width + " x " + height + " letters is too small");
        }
        this.width = width;
        this.height = height;
    }

    /**
     * Draws the values, from the first epoch to the last.
     *
     * @param title the metric's name
     * @param values value by epoch, finite; with none only the title is drawn
     * @return the lines from top to bottom
     */
    public List<String> draw(String title, SortedMap<Integer, Double> values) {
        List<String> lines = new ArrayList<>();
        lines.add(title);
        if (values.isEmpty()) {
            return lines;
        }
        double low = extreme(values.values(), false);
        double high = extreme(values.values(), true);
        char[][] field = field(values, low, high);
        for (int row = 0; row < height; row++) {
            String label = row == 0 ? Quantities.metric(high) : row == height - 1 ? Quantities.metric(low) : "";
            lines.add(String.format("%10s |%s", label, new String(field[row]).stripTrailing()));
        }
        lines.add(" ".repeat(11) + "+" + "-".repeat(width));
        lines.add(axis(values.firstKey(), values.lastKey()));
        return lines;
    }

    private char[][] field(SortedMap<Integer, Double> values, double low, double high) {
        char[][] field = new char[height][width];
        for (char[] row : field) {
            Arrays.fill(row, ' ');
        }
        int first = values.firstKey();
        int span = Math.max(1, values.lastKey() - first);
        int lastColumn = -1;
        int lastRow = -1;
        for (Map.Entry<Integer, Double> value : values.entrySet()) {
            int column = Math.round((float) (value.getKey() - first) * (width - 1) / span);
            int row = row(value.getValue(), low, high);
            connect(field, lastColumn, lastRow, column, row);
            field[row][column] = POINT;
            lastColumn = column;
            lastRow = row;
        }
        return field;
    }

    private int row(double value, double low, double high) {
        double share = high > low ? (value - low) / (high - low) : 0.5;
        return (int) Math.round((1 - share) * (height - 1));
    }

    private static void connect(char[][] field, int fromColumn, int fromRow, int toColumn, int toRow) {
        if (fromColumn < 0) {
            return;
        }
        for (int column = fromColumn + 1; column < toColumn; column++) {
            double share = (double) (column - fromColumn) / (toColumn - fromColumn);
            field[(int) Math.round(fromRow + share * (toRow - fromRow))][column] = LINE;
        }
    }

    private String axis(int first, int last) {
        String right = Integer.toString(last);
        String left = Integer.toString(first);
        int gap = Math.max(1, width - left.length() - right.length());
        return " ".repeat(12) + left + " ".repeat(gap) + right + "  epoch";
    }

    private static double extreme(Collection<Double> values, boolean largest) {
        return values.stream().reduce(largest ? Math::max : Math::min).orElseThrow();
    }
}
