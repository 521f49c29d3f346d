// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Ops;

/**
 * A map divided into square windows.
 *
 * @param rows windows from top to bottom
 * @param columns windows from left to right
 * @param side tokens in a row of a window
 */
record Windows(long rows, long columns, int side) {

    /** The windows of a map of whole windows. */
    static Windows of(long height, long width, int side) {
        return new Windows(height / side, width / side, side);
    }

    /** N x H x W x C to N x windows x tokens x C. */
    <T> T split(Ops<T> ops, T x) {
        long channels = ops.size(x, 3);
        T cut = ops.permute(ops.reshape(x, Ops.DYNAMIC, rows, side, columns, side, channels), 0, 1, 3, 2, 4, 5);
        return ops.reshape(cut, Ops.DYNAMIC, rows * columns, (long) side * side, channels);
    }

    /** N x windows x tokens x C to N x H x W x C. */
    <T> T joined(Ops<T> ops, T windows) {
        long channels = ops.size(windows, 3);
        T cut = ops.permute(ops.reshape(windows, Ops.DYNAMIC, rows, columns, side, side, channels), 0, 1, 3, 2, 4, 5);
        return ops.reshape(cut, Ops.DYNAMIC, rows * side, columns * side, channels);
    }
}
