// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.picture;

import dev.graft.torchkit.data.Image;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Locale;

/** An image with what a classifier took it for, on a bar below it. Small images are enlarged without blur, large ones reduced. */
public final class LabelledPicture {

    private static final int SIDE = 256;
    private static final int LARGEST_SIDE = 1024;
    private static final int BAR = 46;
    private static final Color SURE = new Color(0x2b, 0x8a, 0x3e);
    private static final Color UNSURE = new Color(0xd9, 0x6b, 0x0b);

    private LabelledPicture() {}

    /**
     * Draws an image and its label.
     *
     * @param confidence 0 to 1
     */
    public static BufferedImage draw(Image image, String label, double confidence) {
        double scale = scale(image);
        int width = (int) Math.max(SIDE, Math.round(image.width() * scale));
        int height = (int) Math.max(1, Math.round(image.height() * scale));
        try (Canvas canvas = new Canvas(width, height + BAR)) {
            Graphics2D graphics = canvas.graphics();
            graphics.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION,
                    scale > 1
                            ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                            : RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            int drawn = (int) Math.round(image.width() * scale);
            graphics.drawImage(ImageFile.buffered(image), (width - drawn) / 2, 0, drawn, height, null);
            bar(canvas, label, confidence, width, height);
            return canvas.image();
        }
    }

    private static void bar(Canvas canvas, String label, double confidence, int width, int top) {
        Graphics2D graphics = canvas.graphics();
        graphics.setColor(Canvas.INK);
        graphics.fillRect(0, top, width, BAR);
        graphics.setColor(confidence >= 0.5 ? SURE : UNSURE);
        graphics.fillRect(0, top + BAR - 5, (int) Math.round(width * confidence), 5);
        graphics.setColor(Color.WHITE);
        canvas.font(Font.PLAIN, 14);
        String percent = String.format(Locale.ROOT, "%.1f %%", 100 * confidence);
        int percentWidth = canvas.width(percent);
        canvas.right(percent, width - 10, top + 26);
        canvas.font(Font.BOLD, 15);
        graphics.drawString(canvas.fitted(label, width - percentWidth - 30), 10, top + 26);
    }

    private static double scale(Image image) {
        int longest = Math.max(image.width(), image.height());
        if (longest < SIDE) {
            return Math.max(1, SIDE / longest);
        }
        return Math.min(1, (double) LARGEST_SIDE / longest);
    }
}
