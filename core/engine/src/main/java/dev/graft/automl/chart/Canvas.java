// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

/** A picture with one plot area, addressed in the unit square: 0, 0 is its lower left corner and 1, 1 its upper right one. Not thread safe. */
final class Canvas implements AutoCloseable {

    /** Colour of what is to be seen first. */
    static final Color STRONG = new Color(0x1B6FB5);

    /** Colour of everything else. */
    static final Color FAINT = new Color(0x9AA5B1);

    private static final Color INK = new Color(0x2B2F36);
    private static final Color GRID = new Color(0xE4E7EB);
    private static final int TOP = 48;
    private static final int RIGHT = 40;
    private static final int BOTTOM = 64;
    private static final int TICKS = 5;

    private final BufferedImage image;
    private final Graphics2D graphics;
    private final int left;

    /**
     * An empty plot.
     *
     * @param width of the picture in pixels
     * @param height of the picture in pixels
     * @param left width of the margin for the labels on the left, in pixels
     */
    Canvas(int width, int height, int left, String title) {
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.graphics = image.createGraphics();
        this.left = left;
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(INK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        graphics.drawString(title, left, TOP / 2 + 6);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    }

    BufferedImage image() {
        return image;
    }

    /** Horizontal lines with their values at the left, and the name of that axis. */
    void yAxis(Scale scale, String name) {
        for (int i = 0; i <= TICKS; i++) {
            double at = (double) i / TICKS;
            graphics.setColor(GRID);
            graphics.draw(new Line2D.Double(x(0), y(at), x(1), y(at)));
            label(0, at, number(scale.value(at)), -8, true);
        }
        graphics.setColor(INK);
        graphics.drawString(name, 8, TOP - 8);
    }

    /** Values below the plot, and the name of that axis. */
    void xAxis(Scale scale, String name) {
        for (int i = 0; i <= TICKS; i++) {
            double at = (double) i / TICKS;
            below(at, number(scale.value(at)));
        }
        graphics.setColor(INK);
        graphics.drawString(name, (int) x(0.5) - graphics.getFontMetrics().stringWidth(name) / 2, image.getHeight() - 14);
    }

    /** A vertical line with a text below it. */
    void column(double at, String text) {
        graphics.setColor(FAINT);
        graphics.draw(new Line2D.Double(x(at), y(0), x(at), y(1)));
        below(at, text);
    }

    /** A text below the plot. */
    void below(double at, String text) {
        graphics.setColor(INK);
        int width = graphics.getFontMetrics().stringWidth(text);
        int middle = (int) x(at) - width / 2;
        graphics.drawString(text, Math.max(2, Math.min(image.getWidth() - width - 2, middle)), (int) y(0) + 18);
    }

    /** A text beside a point; right aligned texts end at it. */
    void label(double at, double height, String text, int distance, boolean rightAligned) {
        graphics.setColor(INK);
        int width = rightAligned ? graphics.getFontMetrics().stringWidth(text) : 0;
        graphics.drawString(text, (int) x(at) + distance - width, (int) y(height) + 4);
    }

    void dot(double at, double height, Color colour) {
        graphics.setColor(colour);
        graphics.fill(new Ellipse2D.Double(x(at) - 3.5, y(height) - 3.5, 7, 7));
    }

    /** A line through points. */
    void line(double[] xs, double[] ys, Color colour, float width) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < xs.length; i++) {
            if (i == 0) {
                path.moveTo(x(xs[i]), y(ys[i]));
            } else {
                path.lineTo(x(xs[i]), y(ys[i]));
            }
        }
        graphics.setColor(colour);
        graphics.setStroke(new BasicStroke(width));
        graphics.draw(path);
        graphics.setStroke(new BasicStroke(1));
    }

    /** A bar from the left. */
    void bar(double height, double thickness, double length, Color colour) {
        graphics.setColor(colour);
        graphics.fill(new Rectangle2D.Double(
                x(0), y(height + thickness / 2), x(length) - x(0), y(height - thickness / 2) - y(height + thickness / 2)));
    }

    /** A colour between faint and strong. */
    static Color between(double share) {
        double part = Math.max(0, Math.min(1, share));
        return new Color(
                mix(FAINT.getRed(), STRONG.getRed(), part),
                mix(FAINT.getGreen(), STRONG.getGreen(), part),
                mix(FAINT.getBlue(), STRONG.getBlue(), part));
    }

    /** A number in few characters. */
    static String number(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        return size < 1e-3 || size >= 1e5
                ? String.format(Locale.ROOT, "%.1e", value)
                : String.format(Locale.ROOT, "%.4g", value).replaceAll("\\.0+$|(\\.\\d*?)0+$", "$1");
    }

    private static int mix(int one, int two, double part) {
        return (int) Math.round(one + (two - one) * part);
    }

    private double x(double at) {
        return left + at * (image.getWidth() - left - RIGHT);
    }

    private double y(double at) {
        return image.getHeight() - BOTTOM - at * (image.getHeight() - TOP - BOTTOM);
    }

    @Override
    public void close() {
        graphics.dispose();
    }
}
