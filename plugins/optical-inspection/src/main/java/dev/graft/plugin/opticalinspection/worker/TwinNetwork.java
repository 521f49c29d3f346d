// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.opticalinspection.worker;

import dev.graft.plugin.opticalinspection.worker.spec.ModelSpec.Variant;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.nn.BatchNorm2d;
import dev.graft.torchkit.nn.Conv2d;
import dev.graft.torchkit.nn.Conv2dOptions;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.pair.EuclideanDistance;
import dev.graft.torchkit.pair.Perceptron;
import java.util.ArrayList;
import java.util.List;

/**
 * TAO's Siamese network: three convolutions at full resolution and three linear layers turn a picture into an embedding. Names are those of
 * TAO's implementation. Pairs N x 6 x H x W, the picture to test in the first three channels, become the distances N x 1 of their embeddings.
 */
final class TwinNetwork extends Layer {

    private static final int COLORS = 3;
    private static final int[] WIDTHS = {4, 8, 8};
    private static final Conv2dOptions PLAIN = Conv2dOptions.of(1, 0);

    private final List<Conv2d> convolutions = new ArrayList<>();
    private final List<BatchNorm2d> normalisations = new ArrayList<>();
    private final Perceptron perceptron;

    /**
     * A network.
     *
     * @param size of the joined pictures
     * @param embedding length of the embedding
     */
    TwinNetwork(Variant variant, ImageSize size, int embedding, Initializer init) {
        int in = COLORS;
        for (int i = 0; i < WIDTHS.length; i++) {
            // Padding, convolution, activation and normalisation are numbered as in a torch Sequential.
            convolutions.add(child("cnn1." + (4 * i + 1), Conv2d.biased(in, WIDTHS[i], 3, PLAIN, init)));
            normalisations.add(child("cnn1." + (4 * i + 3), new BatchNorm2d(WIDTHS[i])));
            in = WIDTHS[i];
        }
        boolean normalised = variant == Variant.SIAMESE_3;
        perceptron = child("fc1", new Perceptron(
                (long) in * size.height() * size.width(), normalised ? 512 : 500, embedding, normalised, init));
    }

    @Override
    public <T> T forward(Ops<T> ops, T pairs) {
        T test = embedding(ops, ops.slice(pairs, 1, 0, COLORS));
        T golden = embedding(ops, ops.slice(pairs, 1, COLORS, COLORS));
        return EuclideanDistance.of(ops, test, golden);
    }

    private <T> T embedding(Ops<T> ops, T pictures) {
        T x = pictures;
        for (int i = 0; i < convolutions.size(); i++) {
            T padded = reflected(ops, reflected(ops, x, 2), 3);
            x = normalisations.get(i).forward(ops, ops.relu(convolutions.get(i).forward(ops, padded)));
        }
        return perceptron.forward(ops, ops.flatten(x));
    }

    /** One element more at both ends of a dimension, mirrored at the outermost. */
    private static <T> T reflected(Ops<T> ops, T x, int dimension) {
        long size = ops.size(x, dimension);
        return ops.concat(List.of(ops.slice(x, dimension, 1, 1), x, ops.slice(x, dimension, size - 2, 1)), dimension);
    }
}
