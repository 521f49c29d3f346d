// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Parameter;

/** What attention within a square window adds for each relative position (arXiv:2103.14030), a table of offsets x heads. */
final class RelativePositions extends Module {

    static final String NAME = "relative_position_bias_table";

    private final Parameter table;
    private final int side;
    private final int offsets;
    private final int heads;

    RelativePositions(int side, int heads, Initializer init) {
        this.side = side;
        this.offsets = 2 * side - 1;
        this.heads = heads;
        table = parameter(NAME, init.truncatedNormal((long) offsets * offsets, heads));
    }

    /**
     * The bias of each pair of tokens: heads x tokens x tokens. Offsets down and to the right are looked up one after the other, by products
     * with matrices of ones and zeros, for which there is an operator everywhere.
     */
    <T> T forward(Ops<T> ops, T like) {
        long tokens = (long) side * side;
        T values = ops.reshape(ops.transpose(ops.read(table), 0, 1), heads, offsets, offsets);
        T lookUp = ops.constant(lookUp(), new long[] {tokens, offsets}, like);
        T both = ops.matmul(ops.matmul(lookUp, values), ops.transpose(lookUp, 0, 1));
        T apart = ops.permute(ops.reshape(both, heads, side, side, side, side), 0, 1, 3, 2, 4);
        return ops.reshape(apart, heads, tokens, tokens);
    }

    /** A one where a pair of places in a row of a window has an offset; the largest offset comes from the last and the first place. */
    private float[] lookUp() {
        float[] ones = new float[side * side * offsets];
        for (int from = 0; from < side; from++) {
            for (int to = 0; to < side; to++) {
                ones[(from * side + to) * offsets + from - to + side - 1] = 1;
            }
        }
        return ones;
    }
}
