// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/** Zeroes single elements at random while training. */
public final class Dropout extends Layer {

    private final double probability;

    /** @param probability 0 to below 1; 0 does nothing */
    public Dropout(double probability) {
        this.probability = DropPath.checked(probability);
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        return isTraining() && probability > 0 ? ops.dropout(x, probability) : x;
    }
}
