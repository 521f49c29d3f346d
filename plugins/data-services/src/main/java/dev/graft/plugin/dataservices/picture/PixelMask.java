// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A set of pixels of a picture.
 *
 * @param width of the picture
 * @param height of the picture
 * @param bits rows from the top; not copied, and never changed after construction
 */
public record PixelMask(int width, int height, BitSet bits) {

    /** The pixels of a grey picture that are not black. */
    public static PixelMask of(BufferedImage grey) {
        byte[] data = ((DataBufferByte) grey.getRaster().getDataBuffer()).getData();
        BitSet bits = new BitSet(data.length);
        for (int i = 0; i < data.length; i++) {
            if (data[i] != 0) {
                bits.set(i);
            }
        }
        return new PixelMask(grey.getWidth(), grey.getHeight(), bits);
    }

    /**
     * The pixels of run lengths as COCO has them: columns from the left, each from the top, beginning with the pixels outside.
     *
     * @throws IllegalArgumentException if the runs do not add up to the picture
     */
    public static PixelMask ofRuns(int width, int height, List<Integer> runs) {
        BitSet bits = new BitSet(width * height);
        long at = 0;
        boolean inside = false;
        for (int run : runs) {
            if (run < 0 || at + run > (long) width * height) {
                throw new IllegalArgumentException("the run lengths do not fit " + width + " x " + height + " pixels");
            }
            for (int i = 0; inside && i < run; i++) {
                bits.set((int) ((at + i) % height) * width + (int) ((at + i) / height));
            }
            at += run;
            inside = !inside;
        }
        if (at != (long) width * height) {
            throw new IllegalArgumentException(
                    "the run lengths add up to " + at + " pixels, but the picture has " + (long) width * height);
        }
        return new PixelMask(width, height, bits);
    }

    /** The run lengths, the inverse of {@link #ofRuns}. */
    public List<Integer> runs() {
        List<Integer> runs = new ArrayList<>();
        boolean inside = false;
        int run = 0;
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                if (bits.get(y * width + x) != inside) {
                    runs.add(run);
                    run = 0;
                    inside = !inside;
                }
                run++;
            }
        }
        runs.add(run);
        return runs;
    }

    /** Number of pixels. */
    public int count() {
        return bits.cardinality();
    }

    /** The pixels in a grey picture, with a value on black. */
    public BufferedImage picture(int value) {
        BufferedImage grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] data = ((DataBufferByte) grey.getRaster().getDataBuffer()).getData();
        for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
            data[i] = (byte) value;
        }
        return grey;
    }

    /** The smallest rectangle around the pixels as left, top, right and bottom, exclusive; all 0 if there are none. */
    public int[] bounds() {
        int left = width;
        int top = height;
        int right = 0;
        int bottom = 0;
        for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
            left = Math.min(left, i % width);
            right = Math.max(right, i % width + 1);
            top = Math.min(top, i / width);
            bottom = Math.max(bottom, i / width + 1);
        }
        return bits.isEmpty() ? new int[4] : new int[] {left, top, right, bottom};
    }
}
