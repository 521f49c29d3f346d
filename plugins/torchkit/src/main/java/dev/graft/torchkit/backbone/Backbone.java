// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Module;
import dev.graft.torchkit.nn.Ops;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A network from images N x 3 x H x W to features. Height and width are multiples of {@link #inputMultiple}. */
public abstract class Backbone extends Layer {

    /** Pooled features: N x {@link #featureCount}. */
    public abstract <T> T features(Ops<T> ops, T images);

    /** Feature maps N x C x H' x W', finest first, one per entry of {@link #pyramidLevels}. */
    public abstract <T> List<T> pyramid(Ops<T> ops, T images);

    /** Number of pooled features. */
    public abstract int featureCount();

    /** Channels and strides of {@link #pyramid}, finest first. */
    public abstract List<FeatureLevel> pyramidLevels();

    /** What the height and width of images must be divisible by; 1 if any size will do. */
    public int inputMultiple() {
        return 1;
    }

    /** The name of the classification layer in the published implementation, such as {@code fc}. */
    public abstract String headName();

    /** The published scale of the classification layer's initial weights; 1 for most. */
    public double headInitScale() {
        return 1;
    }

    /** The published initialisation of the classification layer. */
    public abstract Initializer.Scheme headScheme();

    /** Full names of weights that the published training keeps free of weight decay, beside biases and normalisations. */
    public Set<String> undecayed() {
        return Set.of();
    }

    /**
     * The parts that can be frozen on their own, from the input on; TAO's numbers of blocks are their indices. Empty if the backbone can only
     * be frozen as a whole.
     */
    public List<List<Module>> blocks() {
        return List.of();
    }

    /** Which channels belong together; empty if the backbone cannot be pruned. */
    public Optional<ChannelMap> channels() {
        return Optional.empty();
    }

    /** Pooled features, as {@link #features}. */
    @Override
    public final <T> T forward(Ops<T> ops, T images) {
        return features(ops, images);
    }
}
