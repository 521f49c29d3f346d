// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** A white ground with smooth lines and letters. Close it to free what Java2D holds. */
final class Canvas implements AutoCloseable {

    static final Color INK = new Color(0x22, 0x2b, 0x36);
    static final Color FAINT_INK = new Color(0x6b, 0x76, 0x84);
    static final Color GRID = new Color(0xe2, 0xe6, 0xeb);

    private final BufferedImage image;
    private final Graphics2D graphics;

    Canvas(int width, int height) {
        image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setStroke(new BasicStroke(1));
    }

    Graphics2D graphics() {
        return graphics;
    }

    BufferedImage image() {
        return image;
    }

    void font(int style, int size) {
        graphics.setFont(new Font(Font.SANS_SERIF, style, size));
    }

    int width(String text) {
        return graphics.getFontMetrics().stringWidth(text);
    }

    /** Text that ends at {@code x}. */
    void right(String text, int x, int baseline) {
        graphics.drawString(text, x - width(text), baseline);
    }

    /** Text with its middle at {@code x}. */
    void center(String text, int x, int baseline) {
        graphics.drawString(text, x - width(text) / 2, baseline);
    }

    /** Text from below to above, which ends at {@code bottom} minus its length. */
    void upwards(String text, int x, int bottom) {
        graphics.rotate(-Math.PI / 2, x, bottom);
        graphics.drawString(text, x, bottom);
        graphics.rotate(Math.PI / 2, x, bottom);
    }

    /** Text cut so that it is at most {@code most} pixels wide. */
    String fitted(String text, int most) {
        if (width(text) <= most) {
            return text;
        }
        String shorter = text;
        while (!shorter.isEmpty() && width(shorter + "…") > most) {
            shorter = shorter.substring(0, shorter.length() - 1);
        }
        return shorter + "…";
    }

    @Override
    public void close() {
        graphics.dispose();
    }
}
