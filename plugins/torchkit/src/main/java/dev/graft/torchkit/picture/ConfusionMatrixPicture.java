// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.picture;

import dev.graft.torchkit.metric.ConfusionMatrix;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

/**
 * A confusion matrix as a picture: a square for each pair of classes, the darker the larger its share of the true class, with its count. With
 * many classes the squares get smaller and the counts are left out.
 */
public final class ConfusionMatrixPicture {

    private static final Color RIGHT = new Color(0x12, 0x5a, 0x9c);
    private static final Color WRONG = new Color(0xc2, 0x3b, 0x22);
    private static final int LARGEST_CELL = 56;
    private static final int SMALLEST_CELL = 4;
    private static final int GRID_TARGET = 900;
    private static final int READABLE_CELL = 26;
    private static final int READABLE_LABEL = 11;
    private static final int MOST_LABEL = 180;
    private static final int MARGIN = 24;
    private static final int HEADER = 72;
    private static final int RECALL_COLUMN = 64;

    private final ConfusionMatrix matrix;
    private final int count;
    private final int cell;

    private ConfusionMatrixPicture(ConfusionMatrix matrix) {
        this.matrix = matrix;
        this.count = matrix.classes().size();
        this.cell = Math.max(SMALLEST_CELL, Math.min(LARGEST_CELL, GRID_TARGET / count));
    }

    /** Draws a matrix. */
    public static BufferedImage draw(ConfusionMatrix matrix) {
        return new ConfusionMatrixPicture(matrix).draw();
    }

    private BufferedImage draw() {
        int labels = labelWidth();
        int left = MARGIN + 22 + labels;
        int top = HEADER;
        int grid = count * cell;
        int width = Math.max(left + grid + RECALL_COLUMN + MARGIN, 420);
        try (Canvas canvas = new Canvas(width, top + grid + labels + 22 + 2 * MARGIN)) {
            title(canvas);
            for (int label = 0; label < count; label++) {
                row(canvas, label, left, top + label * cell);
            }
            frame(canvas, left, top, grid);
            if (isLabelled()) {
                names(canvas, left, top, grid, labels);
            }
            axes(canvas, left, top, grid);
            return canvas.image();
        }
    }

    private void title(Canvas canvas) {
        Graphics2D graphics = canvas.graphics();
        graphics.setColor(Canvas.INK);
        canvas.font(Font.BOLD, 17);
        graphics.drawString("Confusion matrix", MARGIN, 30);
        graphics.setColor(Canvas.FAINT_INK);
        canvas.font(Font.PLAIN, 12);
        graphics.drawString(
                String.format(
                        Locale.ROOT, "%d images, %d classes, accuracy %.2f %%", matrix.total(), count, 100 * matrix.accuracy()),
                MARGIN,
                49);
    }

    private void row(Canvas canvas, int label, int left, int y) {
        long support = matrix.support(label);
        for (int predicted = 0; predicted < count; predicted++) {
            long value = matrix.count(label, predicted);
            double share = support == 0 ? 0 : (double) value / support;
            int x = left + predicted * cell;
            canvas.graphics().setColor(shade(share, label == predicted));
            canvas.graphics().fillRect(x, y, cell, cell);
            if (value > 0 && cell >= READABLE_CELL) {
                // Small shares are hard to see by their shade alone, so they get ink of their own.
                canvas.graphics().setColor(share > 0.55 ? Color.WHITE : Canvas.INK);
                canvas.font(label == predicted ? Font.BOLD : Font.PLAIN, cell > 40 ? 14 : 11);
                canvas.center(Long.toString(value), x + cell / 2, y + cell / 2 + 5);
            }
        }
        if (isLabelled()) {
            canvas.font(Font.PLAIN, Math.min(12, cell));
            canvas.graphics().setColor(Canvas.FAINT_INK);
            String recall = support == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * matrix.recall(label));
            canvas.graphics().drawString(recall, left + count * cell + 10, y + cell / 2 + 4);
        }
    }

    private void frame(Canvas canvas, int left, int top, int grid) {
        Graphics2D graphics = canvas.graphics();
        graphics.setColor(Canvas.GRID);
        if (cell >= READABLE_LABEL) {
            for (int i = 1; i < count; i++) {
                graphics.drawLine(left + i * cell, top, left + i * cell, top + grid);
                graphics.drawLine(left, top + i * cell, left + grid, top + i * cell);
            }
        }
        graphics.setColor(Canvas.FAINT_INK);
        graphics.drawRect(left, top, grid, grid);
    }

    private void names(Canvas canvas, int left, int top, int grid, int labels) {
        canvas.graphics().setColor(Canvas.INK);
        canvas.font(Font.PLAIN, Math.min(13, cell));
        for (int i = 0; i < count; i++) {
            String name = canvas.fitted(matrix.classes().get(i), labels - 8);
            int middle = i * cell + cell / 2;
            canvas.right(name, left - 8, top + middle + 5);
            canvas.upwards(name, left + middle + 5, top + grid + 8 + canvas.width(name));
        }
    }

    private void axes(Canvas canvas, int left, int top, int grid) {
        canvas.graphics().setColor(Canvas.FAINT_INK);
        canvas.font(Font.BOLD, 12);
        int labels = isLabelled() ? labelWidth() : 0;
        canvas.center("predicted class", left + grid / 2, top + grid + labels + 24);
        canvas.upwards("true class", MARGIN + 6, top + grid / 2 + canvas.width("true class") / 2);
        if (isLabelled()) {
            canvas.graphics().drawString("recall", left + grid + 10, top - 8);
        }
    }

    private boolean isLabelled() {
        return cell >= READABLE_LABEL;
    }

    private int labelWidth() {
        if (!isLabelled()) {
            return 8;
        }
        try (Canvas canvas = new Canvas(1, 1)) {
            canvas.font(Font.PLAIN, Math.min(13, cell));
            int widest = matrix.classes().stream().mapToInt(canvas::width).max().orElse(0);
            return Math.min(MOST_LABEL, widest + 12);
        }
    }

    private static Color shade(double share, boolean right) {
        Color full = right ? RIGHT : WRONG;
        double strength = share == 0 ? 0 : right ? 0.08 + 0.92 * share : 0.12 + 0.88 * Math.sqrt(share);
        return new Color(
                mixed(full.getRed(), strength), mixed(full.getGreen(), strength), mixed(full.getBlue(), strength));
    }

    private static int mixed(int value, double strength) {
        return (int) Math.round(255 + (value - 255) * strength);
    }
}
