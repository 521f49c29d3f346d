// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker.network;

import dev.graft.torchkit.backbone.Backbone;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.pair.Perceptron;
import java.util.List;

/** Says whether two pictures differ by learnt comparisons of their feature maps: pairs N x 6 x H x W to logits N x 2. */
public final class ChangeClassifier extends PairNetwork {

    private static final int CLASSES = 2;

    private final Decoder decoder;

    /**
     * A network.
     *
     * @param size of the pictures
     * @param width channels of the compared maps
     * @param fused how many levels the decision is made by, from the coarsest on; at most as many as there are
     * @param hidden width of the layers that decide
     */
    public ChangeClassifier(Backbone backbone, ImageSize size, int width, int fused, int hidden, Initializer init) {
        super(backbone);
        this.decoder = child("decoder", new Decoder(backbone, size, width, fused, hidden, init));
    }

    @Override
    public <T> T forward(Ops<T> ops, T pairs) {
        return decoder.forward(ops, PairMaps.of(ops, backbone(), pairs));
    }

    private static final class Decoder extends Module {

        private final DifferencePyramid pyramid;
        private final int fused;
        private final Perceptron classifier;

        Decoder(Backbone backbone, ImageSize size, int width, int fused, int hidden, Initializer init) {
            this.fused = Math.min(fused, backbone.pyramidLevels().size());
            pyramid = child("", new DifferencePyramid(backbone.pyramidLevels(), width, this.fused, init));
            int stride = backbone.pyramidLevels().get(0).stride();
            long features = (long) width * (size.height() / stride) * (size.width() / stride);
            classifier = child("classifier", new Perceptron(features, hidden, CLASSES, true, init));
        }

        <T> T forward(Ops<T> ops, PairMaps<T> maps) {
            List<T> differences = pyramid.differences(ops, maps);
            T finest = differences.get(differences.size() - 1);
            return classifier.forward(ops, ops.flatten(pyramid.fused(ops, differences.subList(0, fused), finest)));
        }
    }
}
