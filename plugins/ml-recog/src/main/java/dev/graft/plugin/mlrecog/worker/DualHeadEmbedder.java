// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.LayerNorm;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Ops;
import java.util.ArrayList;
import java.util.List;

/** Four residual perceptrons, a normalisation and a linear layer: TAO's embedder of transformers, as wide as their features. */
final class DualHeadEmbedder extends Layer {

    private static final List<String> NAMES = List.of("classifier_feat", "classifier_feat2", "classifier_feat3", "classifier_feat4");

    private final List<Perceptron> perceptrons = new ArrayList<>();
    private final LayerNorm norm;
    private final Linear linear;

    DualHeadEmbedder(int features, Initializer init) {
        NAMES.forEach(name -> perceptrons.add(child(name, new Perceptron(features, init))));
        norm = child("embedding_fc.0", new LayerNorm(features, LayerNorm.DEFAULT_EPSILON));
        linear = child("embedding_fc.1", new Linear(features, features, true, init));
    }

    @Override
    public <T> T forward(Ops<T> ops, T features) {
        T x = features;
        for (Perceptron perceptron : perceptrons) {
            x = ops.add(perceptron.forward(ops, x), x);
        }
        return linear.forward(ops, norm.forward(ops, x));
    }

    /** Half as wide between. */
    private static final class Perceptron extends Layer {

        private final Linear first;
        private final Linear second;

        Perceptron(int features, Initializer init) {
            first = child("0", new Linear(features, features / 2, true, init));
            second = child("2", new Linear(features / 2, features, true, init));
        }

        @Override
        public <T> T forward(Ops<T> ops, T x) {
            return second.forward(ops, ops.gelu(first.forward(ops, x)));
        }
    }
}
