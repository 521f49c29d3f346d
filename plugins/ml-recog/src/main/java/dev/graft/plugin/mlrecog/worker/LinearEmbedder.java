// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Ops;

/** One linear layer, the embedder of ResNets: {@code net.0}. */
final class LinearEmbedder extends Layer {

    private final Linear linear;

    LinearEmbedder(int features, int embedding, Initializer init) {
        linear = child("net.0", new Linear(features, embedding, true, init));
    }

    @Override
    public <T> T forward(Ops<T> ops, T features) {
        return linear.forward(ops, features);
    }
}
