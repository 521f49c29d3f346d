// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.picture;

import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Moves the pixels of a picture by an affine transform, which maps places in the old picture to places in the new one; the middle of the
 * first pixel is 0.5, 0.5. What comes from outside is black. A picture that becomes much smaller is halved first, so that no pixel is
 * overlooked.
 */
public final class Warp {

    private final AffineTransform forward;
    private final int width;
    private final int height;

    /**
     * A move into a picture of a size.
     *
     * @param forward from the old picture to the new one; can be inverted
     */
    public Warp(AffineTransform forward, int width, int height) {
        this.forward = new AffineTransform(forward);
        this.width = width;
        this.height = height;
    }

    /** The new picture in RGB, with bilinear interpolation. */
    public BufferedImage apply(BufferedImage picture) {
        BufferedImage from = rgb(picture);
        AffineTransform toNew = new AffineTransform(forward);
        while (Math.sqrt(Math.abs(toNew.getDeterminant())) < 0.5 && from.getWidth() > 1 && from.getHeight() > 1) {
            BufferedImage half = half(from);
            toNew.scale((double) from.getWidth() / half.getWidth(), (double) from.getHeight() / half.getHeight());
            from = half;
        }
        BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        fill(pixels(from), from.getWidth(), from.getHeight(), inverse(toNew), pixels(to));
        return to;
    }

    /** The new pixels of a mask: those whose middle comes from a pixel of it. */
    public PixelMask apply(PixelMask mask) {
        AffineTransform toOld = inverse(forward);
        BitSet bits = new BitSet(width * height);
        double[] place = new double[2];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                place[0] = x + 0.5;
                place[1] = y + 0.5;
                toOld.transform(place, 0, place, 0, 1);
                int column = (int) Math.floor(place[0]);
                int row = (int) Math.floor(place[1]);
                if (column >= 0 && column < mask.width() && row >= 0 && row < mask.height()
                        && mask.bits().get(row * mask.width() + column)) {
                    bits.set(y * width + x);
                }
            }
        }
        return new PixelMask(width, height, bits);
    }

    private void fill(int[] from, int fromWidth, int fromHeight, AffineTransform toOld, int[] to) {
        double stepX = toOld.getScaleX();
        double stepY = toOld.getShearY();
        double[] place = new double[2];
        for (int y = 0; y < height; y++) {
            place[0] = 0.5;
            place[1] = y + 0.5;
            toOld.transform(place, 0, place, 0, 1);
            for (int x = 0; x < width; x++) {
                double oldX = place[0] + x * stepX;
                double oldY = place[1] + x * stepY;
                boolean inside = oldX >= 0 && oldX < fromWidth && oldY >= 0 && oldY < fromHeight;
                to[y * width + x] = inside ? bilinear(from, fromWidth, fromHeight, oldX - 0.5, oldY - 0.5) : 0;
            }
        }
    }

    private static int bilinear(int[] from, int fromWidth, int fromHeight, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double bottom = y - top;
        int x0 = Math.max(0, left);
        int x1 = Math.min(fromWidth - 1, left + 1);
        int y0 = Math.max(0, top) * fromWidth;
        int y1 = Math.min(fromHeight - 1, top + 1) * fromWidth;
        int pixel = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double upper = channel(from[y0 + x0], shift) * (1 - right) + channel(from[y0 + x1], shift) * right;
            double lower = channel(from[y1 + x0], shift) * (1 - right) + channel(from[y1 + x1], shift) * right;
            pixel |= (int) Math.round(upper * (1 - bottom) + lower * bottom) << shift;
        }
        return pixel;
    }

    private static int channel(int pixel, int shift) {
        return pixel >> shift & 0xff;
    }

    /** Half as large, each pixel the mean of four. */
    private static BufferedImage half(BufferedImage picture) {
        int halfWidth = picture.getWidth() / 2;
        int halfHeight = picture.getHeight() / 2;
        BufferedImage half = new BufferedImage(halfWidth, halfHeight, BufferedImage.TYPE_INT_RGB);
        int[] from = pixels(picture);
        int[] to = pixels(half);
        for (int y = 0; y < halfHeight; y++) {
            for (int x = 0; x < halfWidth; x++) {
                int at = 2 * y * picture.getWidth() + 2 * x;
                int below = at + picture.getWidth();
                int pixel = 0;
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int sum = channel(from[at], shift) + channel(from[at + 1], shift) + channel(from[below], shift)
                            + channel(from[below + 1], shift);
                    pixel |= (sum + 2) / 4 << shift;
                }
                to[y * halfWidth + x] = pixel;
            }
        }
        return half;
    }

    private static AffineTransform inverse(AffineTransform transform) {
        try {
            return transform.createInverse();
        } catch (NoninvertibleTransformException e) {
            throw new IllegalArgumentException("a picture cannot be folded into a line; choose a smaller shear", e);
        }
    }

    private static BufferedImage rgb(BufferedImage picture) {
        if (picture.getType() == BufferedImage.TYPE_INT_RGB) {
            return picture;
        }
        BufferedImage rgb = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        int[] to = pixels(rgb);
        if (picture.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            // Drawn, grey would be bent by the colour profile.
            int[] grey = picture.getRaster().getPixels(0, 0, picture.getWidth(), picture.getHeight(), (int[]) null);
            Arrays.setAll(to, i -> grey[i] << 16 | grey[i] << 8 | grey[i]);
        } else {
            picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), to, 0, picture.getWidth());
        }
        return rgb;
    }

    private static int[] pixels(BufferedImage picture) {
        return ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    }
}
