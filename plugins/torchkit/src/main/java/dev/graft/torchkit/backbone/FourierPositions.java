// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Size2d;

/**
 * Positions as sines and cosines of 32 wave lengths in each direction (arXiv:1706.03762), projected to the tokens' width. It fits any
 * grid.
 */
final class FourierPositions extends Module {

    private static final int WAVES = 32;
    private static final double TEMPERATURE = 10_000;
    private static final double EPSILON = 1e-6;

    private final Conv2d projection;
    private final int width;

    FourierPositions(int width, Initializer init) {
        projection = child(
                "token_projection",
                Conv2d.biased(
                        2L * WAVES, width, 1, Conv2dOptions.of(1, 0), init.with(Initializer.Scheme.TORCH_DEFAULT)));
        this.width = width;
    }

    /** Position codes 1 x (height · width) x channels, on the device of {@code like}. */
    <T> T forward(Ops<T> ops, Size2d grid, T like) {
        long[] shape = {1, 2L * WAVES, grid.height(), grid.width()};
        T codes = projection.forward(ops, ops.constant(waves(grid), shape, like));
        T tokens = ops.reshape(codes, 1, width, grid.height() * grid.width());
        return ops.transpose(tokens, 1, 2);
    }

    /** Channels 0 to 31 tell the row, 32 to 63 the column: sine and cosine by turns. */
    private static float[] waves(Size2d grid) {
        int height = Math.toIntExact(grid.height());
        int columns = Math.toIntExact(grid.width());
        float[] values = new float[2 * WAVES * height * columns];
        int at = 0;
        for (int channel = 0; channel < 2 * WAVES; channel++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < columns; x++) {
                    values[at++] = channel < WAVES
                            ? wave(channel, y, height)
                            : wave(channel - WAVES, x, columns);
                }
            }
        }
        return values;
    }

    private static float wave(int channel, int index, int size) {
        double position = (index + 1) / (size + EPSILON) * 2 * Math.PI;
        double angle = position / Math.pow(TEMPERATURE, 2.0 * (channel / 2) / WAVES);
        return (float) (channel % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
    }
}
