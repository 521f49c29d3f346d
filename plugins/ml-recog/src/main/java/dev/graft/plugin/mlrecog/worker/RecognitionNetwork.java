// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.torchkit.backbone.Backbone;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Ops;

/** A backbone and what makes its features an embedding, with TAO's names: {@code trunk} and {@code embedder}. */
final class RecognitionNetwork extends Layer {

    private final Backbone trunk;
    private final Layer embedder;

    RecognitionNetwork(Backbone trunk, Layer embedder) {
        this.trunk = child("trunk", trunk);
        this.embedder = child("embedder", embedder);
    }

    Backbone trunk() {
        return trunk;
    }

    Layer embedder() {
        return embedder;
    }

    /** Embeddings N x D of images N x 3 x H x W, of any length. */
    @Override
    public <T> T forward(Ops<T> ops, T images) {
        return embedder.forward(ops, trunk.features(ops, images));
    }
}
