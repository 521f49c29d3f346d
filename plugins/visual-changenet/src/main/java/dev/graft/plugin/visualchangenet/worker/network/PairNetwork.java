// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker.network;

import dev.graft.torchkit.backbone.Backbone;
import dev.graft.torchkit.nn.Layer;

/** A network for pairs of pictures that stands on a backbone. */
public abstract class PairNetwork extends Layer {

    private final Backbone backbone;

    /** A network on a backbone, whose weights are named {@code backbone.*}. */
    PairNetwork(Backbone backbone) {
        this.backbone = child("backbone", backbone);
    }

    /** The network that sees the pictures. */
    public final Backbone backbone() {
        return backbone;
    }
}
