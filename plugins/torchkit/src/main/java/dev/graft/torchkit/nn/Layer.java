// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

/** A module that turns one activation into another. */
public abstract class Layer extends Module {

    /**
     * The layer's function, written once for computing and recording.
     *
     * @param <T> the operations' activation
     */
    public abstract <T> T forward(Ops<T> ops, T x);
}
