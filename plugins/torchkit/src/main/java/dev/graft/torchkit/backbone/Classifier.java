// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import dev.graft.torchkit.nn.Dropout;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import dev.graft.torchkit.nn.Linear;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.Ops;
import dev.graft.torchkit.nn.Parameter;
import org.bytedeco.pytorch.Scalar;

/**
 * A backbone with a linear layer on its pooled features: images N x 3 x H x W to logits N x classes.
 *
 * <p>Parameters are named as in the published classification network: the backbone's without a prefix, the head's under
 * {@link Backbone#headName}.
 */
public final class Classifier extends Layer {

    private final Backbone backbone;
    private final Dropout dropout;
    private final Linear head;
    private final int classes;

    /** A classifier whose head starts as published. */
    public Classifier(Backbone backbone, int classes, Initializer init) {
        this(backbone, classes, backbone.headInitScale(), init);
    }

    /**
     * @param classes number of classes, at least 1
     * @param headInitScale factor on the head's initial weights and bias (TAO's {@code head_init_scale}), above 0
     */
    public Classifier(Backbone backbone, int classes, double headInitScale, Initializer init) {
        this(backbone, classes, headInitScale, 0, init);
    }

    /**
     * @param classes number of classes, at least 1
     * @param headInitScale factor on the head's initial weights and bias, above 0
     * @param dropout probability with which a feature is zeroed while training, 0 to below 1
     */
    public Classifier(Backbone backbone, int classes, double headInitScale, double dropout, Initializer init) {
        if (classes < 1) {
            throw new IllegalArgumentException("A classifier needs at least one class, but was given " + classes);
        }
        if (!(headInitScale > 0)) {
            throw new IllegalArgumentException("The head's initial scale is above 0, but is " + headInitScale);
        }
        this.backbone = child("", backbone);
        this.dropout = child("dropout", new Dropout(dropout));
        this.head = child(
                backbone.headName(),
                new Linear(backbone.featureCount(), classes, true, init.with(backbone.headScheme())));
        this.classes = classes;
        NativeScope.withoutGrad(() -> {
            for (Parameter parameter : head.state().values()) {
                parameter.tensor().mul_(new Scalar(headInitScale));
            }
        });
    }

    /** The network below the head. */
    public Backbone backbone() {
        return backbone;
    }

    /** The linear layer: {@code weight} (classes x features) and {@code bias} (classes). */
    public Linear head() {
        return head;
    }

    /** Number of classes. */
    public int classes() {
        return classes;
    }

    /** Logits N x classes of pooled features N x {@link Backbone#featureCount}. */
    public <T> T classify(Ops<T> ops, T features) {
        return head.forward(ops, features);
    }

    /** Logits N x classes; no softmax. */
    @Override
    public <T> T forward(Ops<T> ops, T images) {
        return classify(ops, dropout.forward(ops, backbone.features(ops, images)));
    }
}
