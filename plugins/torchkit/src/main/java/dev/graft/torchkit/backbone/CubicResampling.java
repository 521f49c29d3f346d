// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

/** Bicubic resampling as torch does it, as matrices, for which there is an operator everywhere. */
final class CubicResampling {

    /** The sharpness of torch's kernel. */
    private static final double SHARPNESS = -0.75;

    private static final int TAPS = 4;

    private CubicResampling() {}

    /**
     * The matrix {@code to x from} that resamples a row of {@code from} places.
     *
     * @param step distance of two resampled places; {@code from / to} if both rows are equally long
     */
    static float[] matrix(int from, int to, double step) {
        float[] weights = new float[to * from];
        for (int place = 0; place < to; place++) {
            double at = (place + 0.5) * step - 0.5;
            int first = (int) Math.floor(at) - 1;
            for (int source = first; source < first + TAPS; source++) {
                int clamped = Math.max(0, Math.min(from - 1, source));
                weights[place * from + clamped] += (float) weight(Math.abs(at - source));
            }
        }
        return weights;
    }

    private static double weight(double distance) {
        return distance <= 1
                ? ((SHARPNESS + 2) * distance - (SHARPNESS + 3)) * distance * distance + 1
                : ((SHARPNESS * distance - 5 * SHARPNESS) * distance + 8 * SHARPNESS) * distance - 4 * SHARPNESS;
    }
}
