// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data.transform;

import dev.graft.torchkit.data.Image;
import java.util.random.RandomGenerator;

/**
 * Changes brightness, contrast, saturation and hue by random amounts and in random order (torchvision and MMClassification). A strength
 * of {@code s} draws a factor from {@code [max(0, 1 - s), 1 + s]}; the hue is turned by a share of the circle from {@code [-hue, hue]}.
 *
 * @param brightness strength, at least 0
 * @param contrast strength, at least 0
 * @param saturation strength, at least 0
 * @param hue 0 to 0.5
 */
public record ColorJitter(double brightness, double contrast, double saturation, double hue) implements Transform {

    private static final int KINDS = 4;
    private static final int MAX = 255;

    @Override
    public Image apply(Image image, RandomGenerator random) {
        byte[] rgb = image.rgb().clone();
        int[] order = {0, 1, 2, 3};
        for (int i = 0; i < KINDS; i++) {
            int j = i + random.nextInt(KINDS - i);
            int kind = order[j];
            order[j] = order[i];
            order[i] = kind;
            change(rgb, kind, random.nextDouble());
        }
        return new Image(image.width(), image.height(), rgb);
    }

    @Override
    public boolean isRandom() {
        return true;
    }

    private void change(byte[] rgb, int kind, double chance) {
        switch (kind) {
            case 0 -> scale(rgb, factor(brightness, chance), 0);
            case 1 -> contrast(rgb, factor(contrast, chance));
            case 2 -> saturate(rgb, factor(saturation, chance));
            default -> turnHue(rgb, hue * (2 * chance - 1));
        }
    }

    private static double factor(double strength, double chance) {
        double least = Math.max(0, 1 - strength);
        return least + (1 + strength - least) * chance;
    }

    private static void contrast(byte[] rgb, double factor) {
        double sum = 0;
        for (int i = 0; i < rgb.length; i += Image.CHANNELS) {
            sum += luma(rgb, i);
        }
        double mean = sum / ((double) rgb.length / Image.CHANNELS);
        scale(rgb, factor, mean * (1 - factor));
    }

    private static void scale(byte[] rgb, double factor, double offset) {
        if (factor == 1) {
            return;
        }
        byte[] table = new byte[MAX + 1];
        for (int value = 0; value <= MAX; value++) {
            table[value] = clamped(value * factor + offset);
        }
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = table[rgb[i] & MAX];
        }
    }

    private static void saturate(byte[] rgb, double factor) {
        if (factor == 1) {
            return;
        }
        for (int i = 0; i < rgb.length; i += Image.CHANNELS) {
            double grey = luma(rgb, i) * (1 - factor);
            for (int channel = 0; channel < Image.CHANNELS; channel++) {
                rgb[i + channel] = clamped((rgb[i + channel] & MAX) * factor + grey);
            }
        }
    }

    private static void turnHue(byte[] rgb, double turn) {
        if (turn == 0) {
            return;
        }
        for (int i = 0; i < rgb.length; i += Image.CHANNELS) {
            float[] hsb = java.awt.Color.RGBtoHSB(rgb[i] & MAX, rgb[i + 1] & MAX, rgb[i + 2] & MAX, null);
            int turned = java.awt.Color.HSBtoRGB((float) (hsb[0] + turn), hsb[1], hsb[2]);
            rgb[i] = (byte) (turned >> 16);
            rgb[i + 1] = (byte) (turned >> 8);
            rgb[i + 2] = (byte) turned;
        }
    }

    /** Luma of the pixel at {@code offset} (ITU-R BT.601), 0 to 255. */
    static double luma(byte[] rgb, int offset) {
        return 0.299 * (rgb[offset] & MAX) + 0.587 * (rgb[offset + 1] & MAX) + 0.114 * (rgb[offset + 2] & MAX);
    }

    private static byte clamped(double value) {
        return (byte) Math.round(Math.max(0, Math.min(MAX, value)));
    }
}
