// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker.network;

import dev.graft.torchkit.backbone.Backbone;
import dev.graft.torchkit.backbone.FeatureLevel;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.pair.EuclideanDistance;
import dev.graft.torchkit.pair.Perceptron;
import java.util.List;

/** How far apart two pictures are, by embeddings of their coarsest feature maps: pairs N x 6 x H x W to distances N x 1. */
public final class TwinEmbedding extends PairNetwork {

    private static final int WIDTH = 512;

    private final Perceptron perceptron;

    /**
     * A network.
     *
     * @param size of the pictures
     * @param embedding length of the embedding
     */
    public TwinEmbedding(Backbone backbone, ImageSize size, int embedding, Initializer init) {
        super(backbone);
        List<FeatureLevel> levels = backbone.pyramidLevels();
        FeatureLevel coarsest = levels.get(levels.size() - 1);
        long features = (long) coarsest.channels() * (size.height() / coarsest.stride()) * (size.width() / coarsest.stride());
        this.perceptron = child("fc1", new Perceptron(features, WIDTH, embedding, true, init));
    }

    @Override
    public <T> T forward(Ops<T> ops, T pairs) {
        PairMaps<T> maps = PairMaps.of(ops, backbone(), pairs);
        return EuclideanDistance.of(ops, embedding(ops, maps.first()), embedding(ops, maps.second()));
    }

    private <T> T embedding(Ops<T> ops, List<T> maps) {
        return perceptron.forward(ops, ops.flatten(maps.get(maps.size() - 1)));
    }
}
