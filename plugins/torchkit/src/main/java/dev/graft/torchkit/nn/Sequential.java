// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import java.util.List;

/** Layers one after another, named 0, 1, 2, ... */
public final class Sequential extends Layer {

    private final List<Layer> layers;

    /** The layers in order; with none it is the identity. */
    public Sequential(List<? extends Layer> layers) {
        this.layers = List.copyOf(layers);
        for (int i = 0; i < this.layers.size(); i++) {
            child(Integer.toString(i), this.layers.get(i));
        }
    }

    /** The layers in order. */
    public List<Layer> layers() {
        return layers;
    }

    @Override
    public <T> T forward(Ops<T> ops, T x) {
        T y = x;
        for (Layer layer : layers) {
            y = layer.forward(ops, y);
        }
        return y;
    }
}
