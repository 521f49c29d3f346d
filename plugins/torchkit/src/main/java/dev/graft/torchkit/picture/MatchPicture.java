// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.picture;

import dev.graft.torchkit.data.Image;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** What queries found: a row for each, the query first, then what is nearest to it, framed green where it is right and red where it is not. */
public final class MatchPicture {

    private static final int CELL = 120;
    private static final int LABEL = 22;
    private static final int GAP = 12;
    private static final int FRAME = 4;
    private static final Color RIGHT = new Color(0x2b, 0x8a, 0x3e);
    private static final Color WRONG = new Color(0xc2, 0x3b, 0x22);

    /** Whether a match is right. */
    public enum Verdict {
        RIGHT,
        WRONG,
        UNKNOWN
    }

    /**
     * A picture of a row.
     *
     * @param image the picture
     * @param label what is written below it
     * @param verdict whether it is a right match; {@link Verdict#UNKNOWN} for the query
     */
    public record Entry(Image image, String label, Verdict verdict) {}

    private MatchPicture() {}

    /**
     * Draws rows.
     *
     * @param rows the query and its matches, the nearest first; at least one row with one entry
     */
    public static BufferedImage draw(List<List<Entry>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElseThrow();
        int width = GAP + columns * (CELL + GAP) + GAP;
        try (Canvas canvas = new Canvas(width, GAP + rows.size() * (CELL + LABEL + GAP))) {
            canvas.graphics().setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    // The query stands apart from what it found.
                    int x = GAP + column * (CELL + GAP) + (column > 0 ? GAP : 0);
                    entry(canvas, rows.get(row).get(column), x, GAP + row * (CELL + LABEL + GAP));
                }
            }
            return canvas.image();
        }
    }

    private static void entry(Canvas canvas, Entry entry, int x, int y) {
        Graphics2D graphics = canvas.graphics();
        double scale = Math.min((double) CELL / entry.image().width(), (double) CELL / entry.image().height());
        int width = (int) Math.max(1, Math.round(entry.image().width() * scale));
        int height = (int) Math.max(1, Math.round(entry.image().height() * scale));
        int left = x + (CELL - width) / 2;
        int top = y + (CELL - height) / 2;
        graphics.drawImage(ImageFile.buffered(entry.image()), left, top, width, height, null);
        if (entry.verdict() != Verdict.UNKNOWN) {
            graphics.setColor(entry.verdict() == Verdict.RIGHT ? RIGHT : WRONG);
            graphics.setStroke(new BasicStroke(FRAME));
            graphics.drawRect(left, top, width, height);
            graphics.setStroke(new BasicStroke(1));
        }
        graphics.setColor(Canvas.INK);
        canvas.font(Font.PLAIN, 11);
        canvas.center(canvas.fitted(entry.label(), CELL), x + CELL / 2, y + CELL + 16);
    }
}
