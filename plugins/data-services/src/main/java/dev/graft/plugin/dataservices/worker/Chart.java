// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Charts as pictures.
 *
 * @param width of a picture in pixels
 * @param height of a picture in pixels
 */
record Chart(int width, int height) {

    private static final Color INK = new Color(0x2B2F36);
    private static final Color FILL = new Color(0x1B6FB5);
    private static final int MARGIN = 60;
    private static final int TEXT = 12;

    /** A bar for each name, the first on top. */
    BufferedImage bars(String title, Map<String, Long> values) {
        BufferedImage image = empty();
        Graphics2D graphics = begin(image, title);
        long max = Math.max(1, values.values().stream().mapToLong(Long::longValue).max().orElse(1));
        int left = Math.min(width / 3, 40 + 7 * values.keySet().stream().mapToInt(String::length).max().orElse(0));
        double step = (double) (height - 2 * MARGIN) / Math.max(1, values.size());
        int row = 0;
        for (Map.Entry<String, Long> value : values.entrySet()) {
            int top = (int) (MARGIN + row++ * step);
            int length = (int) ((width - left - 2 * MARGIN) * value.getValue() / max);
            graphics.setColor(FILL);
            graphics.fillRect(left, top + (int) (step / 8), length, Math.max(1, (int) (step * 3 / 4)));
            graphics.setColor(INK);
            graphics.drawString(value.getKey(), 8, top + (int) (step / 2) + TEXT / 2);
            graphics.drawString(Long.toString(value.getValue()), left + length + 6, top + (int) (step / 2) + TEXT / 2);
        }
        graphics.dispose();
        return image;
    }

    /** A column for each interval. */
    BufferedImage columns(Histogram histogram) {
        BufferedImage image = empty();
        Graphics2D graphics = begin(image, histogram.name().replace('_', ' '));
        long[] counts = histogram.counts();
        long max = 1;
        for (long count : counts) {
            max = Math.max(max, count);
        }
        int tall = height - 2 * MARGIN;
        double step = (double) (width - 2 * MARGIN) / counts.length;
        for (int i = 0; i < counts.length; i++) {
            int length = (int) (tall * counts[i] / max);
            graphics.setColor(FILL);
            graphics.fillRect((int) (MARGIN + i * step), height - MARGIN - length, Math.max(1, (int) step - 1), length);
        }
        graphics.setColor(INK);
        graphics.drawLine(MARGIN, height - MARGIN, width - MARGIN, height - MARGIN);
        graphics.drawString("most: " + max, MARGIN, MARGIN - 8);
        int labels = Math.min(counts.length, 8);
        for (int i = 0; i <= labels; i++) {
            int interval = counts.length * i / labels;
            graphics.drawString(
                    String.format(Locale.ROOT, "%.3g", histogram.start(interval)), (int) (MARGIN + interval * step), height - MARGIN + 20);
        }
        graphics.dispose();
        return image;
    }

    /** Warm where objects are often. */
    BufferedImage heat(String title, HeatMap map) {
        BufferedImage image = empty();
        Graphics2D graphics = begin(image, title);
        double max = map.max();
        double wide = (double) (width - 2 * MARGIN) / HeatMap.PARTS;
        double tall = (double) (height - 2 * MARGIN) / HeatMap.PARTS;
        for (int y = 0; y < HeatMap.PARTS; y++) {
            for (int x = 0; x < HeatMap.PARTS; x++) {
                graphics.setColor(colour(max == 0 ? 0 : map.at(x, y) / max));
                int left = (int) (MARGIN + x * wide);
                int top = (int) (MARGIN + y * tall);
                graphics.fillRect(left, top, (int) (MARGIN + (x + 1) * wide) - left, (int) (MARGIN + (y + 1) * tall) - top);
            }
        }
        graphics.dispose();
        return image;
    }

    /** From dark blue over red to light yellow. */
    private static Color colour(double heat) {
        List<float[]> stops = new ArrayList<>(List.of(
                new float[] {0.05f, 0.03f, 0.30f}, new float[] {0.55f, 0.05f, 0.55f}, new float[] {0.95f, 0.40f, 0.25f},
                new float[] {0.98f, 0.98f, 0.70f}));
        double place = Math.max(0, Math.min(1, heat)) * (stops.size() - 1);
        int from = Math.min(stops.size() - 2, (int) place);
        float part = (float) (place - from);
        float[] mixed = new float[3];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = stops.get(from)[i] * (1 - part) + stops.get(from + 1)[i] * part;
        }
        return new Color(mixed[0], mixed[1], mixed[2]);
    }

    private BufferedImage empty() {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }

    private Graphics2D begin(BufferedImage image, String title) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(INK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, TEXT + 4));
        graphics.drawString(title, MARGIN, MARGIN / 2);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, TEXT));
        return graphics;
    }
}
