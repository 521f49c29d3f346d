// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** A receiver operating characteristic: what share is found against what share is a false alarm, and where a threshold lies on it. */
public final class RocPicture {

    private static final Color CURVE = new Color(0x12, 0x5a, 0x9c);
    private static final Color CHOSEN = new Color(0xd9, 0x6b, 0x0b);
    private static final int SIDE = 380;
    private static final int LEFT = 70;
    private static final int TOP = 50;
    private static final int MARGIN = 24;
    private static final int BOTTOM = 60;
    private static final int STEPS = 5;

    private RocPicture() {}

    /**
     * A point of the curve.
     *
     * @param x share of false alarms, 0 to 1
     * @param y share that is found, 0 to 1
     */
    public record Point(double x, double y) {}

    /**
     * Draws the curve.
     *
     * @param points in rising order
     * @param chosen the point of the threshold in use
     * @param area under the curve
     */
    public static BufferedImage draw(List<Point> points, Point chosen, double area) {
        try (Canvas canvas = new Canvas(LEFT + SIDE + MARGIN, TOP + SIDE + BOTTOM)) {
            Graphics2D graphics = canvas.graphics();
            canvas.font(Font.BOLD, 14);
            graphics.setColor(Canvas.INK);
            graphics.drawString(String.format(Locale.ROOT, "ROC, area %.4f", area), LEFT, 28);
            grid(canvas);
            Path2D path = new Path2D.Double();
            for (Point point : points) {
                if (path.getCurrentPoint() == null) {
                    path.moveTo(x(point), y(point));
                } else {
                    path.lineTo(x(point), y(point));
                }
            }
            graphics.setColor(CURVE);
            graphics.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            graphics.draw(path);
            graphics.setColor(CHOSEN);
            graphics.fill(new Ellipse2D.Double(x(chosen) - 5, y(chosen) - 5, 10, 10));
            return canvas.image();
        }
    }

    private static void grid(Canvas canvas) {
        Graphics2D graphics = canvas.graphics();
        canvas.font(Font.PLAIN, 11);
        for (int i = 0; i <= STEPS; i++) {
            double share = (double) i / STEPS;
            String text = String.format(Locale.ROOT, "%.1f", share);
            int at = (int) Math.round(share * SIDE);
            graphics.setColor(Canvas.GRID);
            graphics.drawLine(LEFT + at, TOP, LEFT + at, TOP + SIDE);
            graphics.drawLine(LEFT, TOP + SIDE - at, LEFT + SIDE, TOP + SIDE - at);
            graphics.setColor(Canvas.FAINT_INK);
            canvas.center(text, LEFT + at, TOP + SIDE + 18);
            canvas.right(text, LEFT - 8, TOP + SIDE - at + 4);
        }
        graphics.setColor(Canvas.INK);
        canvas.center("false alarms", LEFT + SIDE / 2, TOP + SIDE + 44);
        canvas.upwards("found", 22, TOP + SIDE / 2 + 18);
    }

    private static double x(Point point) {
        return LEFT + SIDE * point.x();
    }

    private static double y(Point point) {
        return TOP + SIDE * (1 - point.y());
    }
}
