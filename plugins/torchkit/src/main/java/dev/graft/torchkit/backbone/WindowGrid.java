// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Ops;

/**
 * How a map is divided into windows of {@value SwinBlock#WINDOW} x {@value SwinBlock#WINDOW}.
 *
 * @param rows windows from top to bottom
 * @param columns windows from left to right
 * @param shiftDown by how much windows are shifted; 0 where one window is all there is
 * @param shiftRight by how much windows are shifted; 0 where one window is all there is
 */
record WindowGrid(long rows, long columns, int shiftDown, int shiftRight) {

    /** What is added to the attention between parts that lie apart. */
    private static final float APART = -100;

    private static final int SIDE = SwinBlock.WINDOW;

    static WindowGrid of(long height, long width, boolean shifted) {
        return new WindowGrid(height / SIDE, width / SIDE, shift(height, shifted), shift(width, shifted));
    }

    private static int shift(long length, boolean shifted) {
        return shifted && length > SIDE ? SIDE / 2 : 0;
    }

    /** N x H x W x C to N x windows x tokens x C. */
    <T> T split(Ops<T> ops, T x) {
        long channels = ops.size(x, 3);
        T cut = ops.permute(ops.reshape(x, Ops.DYNAMIC, rows, SIDE, columns, SIDE, channels), 0, 1, 3, 2, 4, 5);
        return ops.reshape(cut, Ops.DYNAMIC, rows * columns, (long) SIDE * SIDE, channels);
    }

    /** N x windows x tokens x C to N x H x W x C. */
    <T> T joined(Ops<T> ops, T windows) {
        long channels = ops.size(windows, 3);
        T cut = ops.permute(ops.reshape(windows, Ops.DYNAMIC, rows, columns, SIDE, SIDE, channels), 0, 1, 3, 2, 4, 5);
        return ops.reshape(cut, Ops.DYNAMIC, rows * SIDE, columns * SIDE, channels);
    }

    boolean isShifted() {
        return shiftDown > 0 || shiftRight > 0;
    }

    /** What is added to the attention of shifted windows: windows x 1 x tokens x tokens. */
    <T> T mask(Ops<T> ops, T like) {
        int windows = Math.toIntExact(rows * columns);
        int tokens = SIDE * SIDE;
        float[] mask = new float[windows * tokens * tokens];
        for (int window = 0; window < windows; window++) {
            for (int a = 0; a < tokens; a++) {
                for (int b = 0; b < tokens; b++) {
                    mask[(window * tokens + a) * tokens + b] = part(window, a) == part(window, b) ? 0 : APART;
                }
            }
        }
        return ops.constant(mask, new long[] {windows, 1, tokens, tokens}, like);
    }

    /** The number of the part that a token came from before the map was rolled. */
    private int part(int window, int token) {
        long y = window / columns * SIDE + token / SIDE;
        long x = window % columns * SIDE + token % SIDE;
        return 3 * band(y, rows * SIDE, shiftDown) + band(x, columns * SIDE, shiftRight);
    }

    private static int band(long at, long length, int shift) {
        if (shift == 0 || at < length - SIDE) {
            return 0;
        }
        return at < length - shift ? 1 : 2;
    }
}
