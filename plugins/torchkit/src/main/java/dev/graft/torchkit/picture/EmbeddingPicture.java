// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Points in a plane, coloured by class: what a network makes of images. With many classes the legend names the first ones. */
public final class EmbeddingPicture {

    private static final int SIDE = 720;
    private static final int MARGIN = 24;
    private static final int TOP = 62;
    private static final int LEGEND = 190;
    private static final int LEGEND_ROW = 20;
    private static final int MOST_NAMED = (SIDE - 20) / LEGEND_ROW;
    private static final double DOT = 6;
    private static final int ALPHA = 170;
    /** Successive hues lie far apart, whatever their number. */
    private static final double GOLDEN_SHARE = 0.618033988749895;

    private EmbeddingPicture() {}

    /**
     * Draws points.
     *
     * @param points x and y of each, in any unit
     * @param labels index of each point's class
     * @param classes names of the classes
     */
    public static BufferedImage draw(double[][] points, int[] labels, List<String> classes) {
        try (Canvas canvas = new Canvas(SIDE + 2 * MARGIN + LEGEND, SIDE + TOP + MARGIN)) {
            Graphics2D graphics = canvas.graphics();
            graphics.setColor(Canvas.INK);
            canvas.font(Font.BOLD, 17);
            graphics.drawString("Embeddings", MARGIN, 30);
            graphics.setColor(Canvas.FAINT_INK);
            canvas.font(Font.PLAIN, 12);
            graphics.drawString(
                    String.format(Locale.ROOT, "%d images, first two principal components", points.length), MARGIN, 49);
            graphics.setColor(Canvas.GRID);
            graphics.drawRect(MARGIN, TOP, SIDE, SIDE);
            dots(graphics, points, labels);
            legend(canvas, labels, classes);
            return canvas.image();
        }
    }

    private static void dots(Graphics2D graphics, double[][] points, int[] labels) {
        double least = IntStream.range(0, points.length).mapToDouble(i -> Math.min(points[i][0], points[i][1])).min().orElse(0);
        double most = IntStream.range(0, points.length).mapToDouble(i -> Math.max(points[i][0], points[i][1])).max().orElse(1);
        double scale = (SIDE - 4 * DOT) / Math.max(most - least, 1e-9);
        for (int i = 0; i < points.length; i++) {
            graphics.setColor(color(labels[i]));
            double x = MARGIN + 2 * DOT + (points[i][0] - least) * scale;
            double y = TOP + SIDE - 2 * DOT - (points[i][1] - least) * scale;
            graphics.fill(new Ellipse2D.Double(x - DOT / 2, y - DOT / 2, DOT, DOT));
        }
    }

    private static void legend(Canvas canvas, int[] labels, List<String> classes) {
        int[] seen = IntStream.of(labels).filter(label -> label >= 0).distinct().sorted().toArray();
        int left = MARGIN + SIDE + 16;
        canvas.font(Font.PLAIN, 12);
        for (int row = 0; row < Math.min(seen.length, MOST_NAMED); row++) {
            int y = TOP + 14 + row * LEGEND_ROW;
            canvas.graphics().setColor(color(seen[row]));
            canvas.graphics().fill(new Ellipse2D.Double(left, y - 9, 10, 10));
            canvas.graphics().setColor(Canvas.INK);
            canvas.graphics().drawString(canvas.fitted(classes.get(seen[row]), LEGEND - 40), left + 18, y);
        }
        if (seen.length > MOST_NAMED) {
            canvas.graphics().setColor(Canvas.FAINT_INK);
            canvas.graphics().drawString("and " + (seen.length - MOST_NAMED) + " more", left + 18, TOP + 14 + MOST_NAMED * LEGEND_ROW);
        }
    }

    private static Color color(int label) {
        if (label < 0) {
            return Canvas.FAINT_INK;
        }
        double hue = label * GOLDEN_SHARE % 1;
        Color full = Color.getHSBColor((float) hue, 0.75f, label % 2 == 0 ? 0.8f : 0.6f);
        return new Color(full.getRed(), full.getGreen(), full.getBlue(), ALPHA);
    }
}
