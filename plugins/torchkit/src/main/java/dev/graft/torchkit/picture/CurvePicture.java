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
import java.util.Map;

/** Charts of values by epoch or another count, side by side: one panel for each group of curves that share an axis. */
public final class CurvePicture {

    private static final Color[] COLORS = {
        new Color(0x12, 0x5a, 0x9c), new Color(0xd9, 0x6b, 0x0b), new Color(0x2b, 0x8a, 0x3e), new Color(0x8e, 0x44, 0xad)
    };
    private static final int PANEL_WIDTH = 460;
    private static final int PANEL_HEIGHT = 330;
    private static final int LEFT = 62;
    private static final int RIGHT = 20;
    private static final int TOP = 46;
    private static final int BOTTOM = 46;
    private static final int TICKS = 5;

    private CurvePicture() {}

    /**
     * A chart.
     *
     * @param title above it
     * @param curves its lines; those without points are left out
     * @param counted what is counted along the lower edge
     */
    public record Panel(String title, List<Curve> curves, String counted) {
        public Panel {
            curves = curves.stream().filter(curve -> !curve.points().isEmpty()).toList();
        }

        /** By epoch. */
        public Panel(String title, List<Curve> curves) {
            this(title, curves, "epoch");
        }
    }

    /** Draws panels side by side, those without curves left out. */
    public static BufferedImage draw(List<Panel> panels) {
        List<Panel> filled = panels.stream().filter(panel -> !panel.curves().isEmpty()).toList();
        try (Canvas canvas = new Canvas(PANEL_WIDTH * Math.max(1, filled.size()), PANEL_HEIGHT)) {
            for (int i = 0; i < filled.size(); i++) {
                new Drawing(canvas, filled.get(i), i * PANEL_WIDTH).draw();
            }
            return canvas.image();
        }
    }

    private static final class Drawing {

        private final Canvas canvas;
        private final Graphics2D graphics;
        private final Panel panel;
        private final int offset;
        private final double firstEpoch;
        private final double lastEpoch;
        private final Axis axis;

        Drawing(Canvas canvas, Panel panel, int offset) {
            this.canvas = canvas;
            this.graphics = canvas.graphics();
            this.panel = panel;
            this.offset = offset;
            List<Integer> epochs = panel.curves().stream().flatMap(curve -> curve.points().keySet().stream()).sorted().toList();
            this.firstEpoch = epochs.get(0);
            this.lastEpoch = Math.max(epochs.get(epochs.size() - 1), firstEpoch + 1);
            this.axis = Axis.of(panel.curves().stream()
                    .flatMap(curve -> curve.points().values().stream())
                    .mapToDouble(Double::doubleValue)
                    .summaryStatistics());
        }

        void draw() {
            graphics.setColor(Canvas.INK);
            canvas.font(Font.BOLD, 14);
            graphics.drawString(panel.title(), offset + LEFT, 26);
            grid();
            for (int i = 0; i < panel.curves().size(); i++) {
                line(panel.curves().get(i), COLORS[i % COLORS.length]);
            }
            legend();
        }

        private void grid() {
            canvas.font(Font.PLAIN, 11);
            for (double value = axis.low(); value <= axis.high() + axis.step() / 2; value += axis.step()) {
                int y = (int) Math.round(y(value));
                graphics.setColor(Canvas.GRID);
                graphics.drawLine(offset + LEFT, y, offset + PANEL_WIDTH - RIGHT, y);
                graphics.setColor(Canvas.FAINT_INK);
                canvas.right(axis.text(value), offset + LEFT - 8, y + 4);
            }
            int step = (int) Math.max(1, Math.ceil((lastEpoch - firstEpoch) / 8));
            for (int epoch = (int) firstEpoch; epoch <= lastEpoch; epoch += step) {
                canvas.center(Integer.toString(epoch), (int) Math.round(x(epoch)), PANEL_HEIGHT - BOTTOM + 18);
            }
            canvas.center(panel.counted(), offset + (LEFT + PANEL_WIDTH - RIGHT) / 2, PANEL_HEIGHT - 10);
        }

        private void line(Curve curve, Color color) {
            graphics.setColor(color);
            graphics.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            Path2D path = new Path2D.Double();
            for (Map.Entry<Integer, Double> point : curve.points().entrySet()) {
                double x = x(point.getKey());
                double y = y(point.getValue());
                if (path.getCurrentPoint() == null) {
                    path.moveTo(x, y);
                } else {
                    path.lineTo(x, y);
                }
                if (curve.points().size() <= 40) {
                    graphics.fill(new Ellipse2D.Double(x - 3, y - 3, 6, 6));
                }
            }
            graphics.draw(path);
            graphics.setStroke(new BasicStroke(1));
        }

        private void legend() {
            if (panel.curves().size() < 2) {
                return;
            }
            canvas.font(Font.PLAIN, 11);
            int x = offset + PANEL_WIDTH - RIGHT;
            for (int i = panel.curves().size() - 1; i >= 0; i--) {
                String name = panel.curves().get(i).name();
                graphics.setColor(Canvas.INK);
                canvas.right(name, x, 26);
                x -= canvas.width(name) + 16;
                graphics.setColor(COLORS[i % COLORS.length]);
                graphics.fillRoundRect(x, 18, 11, 8, 4, 4);
                x -= 14;
            }
        }

        private double x(double epoch) {
            double width = PANEL_WIDTH - RIGHT - LEFT - 16;
            return offset + LEFT + 8 + width * (epoch - firstEpoch) / (lastEpoch - firstEpoch);
        }

        private double y(double value) {
            double height = PANEL_HEIGHT - TOP - BOTTOM;
            return TOP + height * (1 - (value - axis.low()) / (axis.high() - axis.low()));
        }
    }

    /** A range with round ends and steps. */
    private record Axis(double low, double high, double step) {

        static Axis of(java.util.DoubleSummaryStatistics values) {
            double span = values.getMax() - values.getMin();
            double wanted = (span > 0 ? span : Math.max(Math.abs(values.getMax()), 1e-9)) / TICKS;
            double power = Math.pow(10, Math.floor(Math.log10(wanted)));
            double factor = wanted / power;
            double step = power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
            double low = Math.floor(values.getMin() / step) * step;
            double high = Math.ceil(values.getMax() / step) * step;
            return new Axis(low, high > low ? high : low + step, step);
        }

        String text(double value) {
            int digits = (int) Math.max(0, -Math.floor(Math.log10(step)));
            return digits > 4
                    ? String.format(Locale.ROOT, "%.1e", value)
                    : String.format(Locale.ROOT, "%." + digits + "f", value == 0 ? 0 : value);
        }
    }
}
