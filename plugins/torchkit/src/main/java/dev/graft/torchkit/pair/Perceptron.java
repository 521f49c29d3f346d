// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.pair;

import dev.graft.torchkit.nn.BatchNorm2d;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Ops;
import java.util.ArrayList;
import java.util.List;

/** Three linear layers with ReLU and maybe batch normalisation between them: N x features to N x outputs; numbered as in a torch Sequential. */
public final class Perceptron extends Layer {

    private final List<Linear> layers = new ArrayList<>();
    private final List<BatchNorm2d> normalisations = new ArrayList<>();

    /**
     * A perceptron.
     *
     * @param width outputs of the first two layers
     * @param normalised whether batch normalisation follows them
     */
    public Perceptron(long in, int width, int out, boolean normalised, Initializer init) {
        int step = normalised ? 3 : 2;
        layers.add(child("0", new Linear(in, width, true, init)));
        layers.add(child(Integer.toString(step), new Linear(width, width, true, init)));
        layers.add(child(Integer.toString(2 * step), new Linear(width, out, true, init)));
        if (normalised) {
            normalisations.add(child("2", new BatchNorm2d(width)));
            normalisations.add(child("5", new BatchNorm2d(width)));
        }
    }

    @Override
    public <T> T forward(Ops<T> ops, T features) {
        T x = features;
        for (int i = 0; i < layers.size() - 1; i++) {
            x = ops.relu(layers.get(i).forward(ops, x));
            x = normalisations.isEmpty() ? x : normalisations.get(i).forward(ops, x);
        }
        return layers.get(layers.size() - 1).forward(ops, x);
    }
}
