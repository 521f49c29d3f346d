// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker;

import dev.graft.torchkit.backbone.Backbone;
import dev.graft.torchkit.nn.BatchNorm2d;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Ops;
import java.util.Optional;

/**
 * From images of people to features, with TAO's names: {@code base} is the backbone, {@code bottleneck} the normalisation behind it (Luo et
 * al., Bag of Tricks, arXiv:1903.07071).
 */
final class ReIdNetwork extends Layer {

    private final Backbone base;
    private final Optional<Layer> reduction;
    private final BatchNorm2d bottleneck;
    private final boolean afterNeck;
    private final boolean flipped;

    /**
     * A network.
     *
     * @param reductionName name of the layer that makes features shorter
     * @param reduction from the backbone's features to others, if they are made shorter
     * @param features length of the features
     * @param afterNeck whether features behind the normalisation are compared
     * @param flipped whether those of the mirrored image are added
     */
    ReIdNetwork(
            Backbone base, String reductionName, Optional<Layer> reduction, int features, boolean afterNeck, boolean flipped) {
        this.base = child("base", base);
        this.reduction = reduction.map(layer -> child(reductionName, layer));
        this.bottleneck = child("bottleneck", new BatchNorm2d(features));
        this.afterNeck = afterNeck;
        this.flipped = flipped;
    }

    Backbone base() {
        return base;
    }

    /** Features N x D of images N x 3 x H x W before the normalisation, which metric losses see. */
    <T> T features(Ops<T> ops, T images) {
        T pooled = base.features(ops, images);
        return reduction.isPresent() ? reduction.get().forward(ops, pooled) : pooled;
    }

    /** Features behind the normalisation, which the classification layer sees. */
    <T> T neck(Ops<T> ops, T features) {
        return bottleneck.forward(ops, features);
    }

    /** The features N x D that are compared, of any length. */
    @Override
    public <T> T forward(Ops<T> ops, T images) {
        T compared = compared(ops, images);
        return flipped ? ops.add(compared, compared(ops, mirrored(ops, images))) : compared;
    }

    private <T> T compared(Ops<T> ops, T images) {
        T features = features(ops, images);
        return afterNeck ? neck(ops, features) : features;
    }

    /** Left and right exchanged: rows times a matrix with ones from lower left to upper right. */
    private static <T> T mirrored(Ops<T> ops, T images) {
        int width = (int) ops.size(images, -1);
        float[] exchange = new float[width * width];
        for (int i = 0; i < width; i++) {
            exchange[i * width + width - 1 - i] = 1;
        }
        return ops.matmul(images, ops.constant(exchange, new long[] {width, width}, images));
    }
}
