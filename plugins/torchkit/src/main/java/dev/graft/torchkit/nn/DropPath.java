// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/** Drops a residual branch for single samples at random while training: stochastic depth (arXiv:1603.09382). */
public final class DropPath extends Layer {

    private final double probability;

    /** @param probability 0 to below 1; 0 does nothing */
    public DropPath(double probability) {
        this.probability = checked(probability);
    }

    static double checked(double probability) {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException("A drop probability lies in [0, 1), but is " + probability);
        }
        return probability;
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        return isTraining() && probability > 0 ? ops.dropPath(x, probability) : x;
    }
}
