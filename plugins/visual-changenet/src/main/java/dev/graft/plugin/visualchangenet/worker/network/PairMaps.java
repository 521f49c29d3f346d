// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker.network;

import dev.graft.torchkit.backbone.Backbone;
import dev.graft.torchkit.nn.Ops;
import java.util.List;

/**
 * The feature maps of both pictures of pairs N x 6 x H x W, finest first.
 *
 * @param first of the picture in the first three channels
 * @param second of the picture in the last three
 * @param <T> the operations' activation
 */
record PairMaps<T>(List<T> first, List<T> second) {

    private static final int COLORS = 3;

    static <T> PairMaps<T> of(Ops<T> ops, Backbone backbone, T pairs) {
        return new PairMaps<>(
                backbone.pyramid(ops, ops.slice(pairs, 1, 0, COLORS)), backbone.pyramid(ops, ops.slice(pairs, 1, COLORS, COLORS)));
    }
}
