// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker.network;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.Ops;

/** A linear map of the channels of N x C x H x W. */
final class MapProjection extends Layer {

    private final Linear projection;

    MapProjection(int in, int out, Initializer init) {
        projection = child("proj", new Linear(in, out, true, init));
    }

    @Override
    public <T> T forward(Ops<T> ops, T map) {
        T projected = projection.forward(ops, ops.permute(map, 0, 2, 3, 1));
        return ops.permute(projected, 0, 3, 1, 2);
    }
}
