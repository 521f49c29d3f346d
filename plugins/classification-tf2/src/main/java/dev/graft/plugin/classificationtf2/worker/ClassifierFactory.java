// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker;

import dev.graft.plugin.classificationtf2.worker.spec.ModelSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.backbone.Backbone;
import dev.graft.torchkit.backbone.BackboneCatalog;
import dev.graft.torchkit.backbone.BackboneOptions;
import dev.graft.torchkit.backbone.ChannelWidths;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.nn.BatchNormOptions;
import dev.graft.torchkit.nn.Initializer;

/** Makes the network that specs describe, on the CPU. */
record ClassifierFactory(ModelSpec model, BatchNormOptions batchNorm, ChannelWidths widths) {

    /** That of the published EfficientNets; ResNets have none. */
    private static final double DROP_PATH = 0.2;

    /**
     * A classifier with initial weights.
     *
     * @throws GraftException if there is no such backbone, or it cannot be pruned or made with another activation
     */
    Classifier create(int classes, long seed) {
        Initializer initializer = Initializer.seeded(seed);
        Backbone backbone;
        try {
            backbone = BackboneCatalog.standard()
                    .create(model.backbone(), new BackboneOptions(DROP_PATH, batchNorm, model.activation(), widths), initializer);
        } catch (IllegalArgumentException e) {
            throw new GraftException(StandardError.INVALID_SPECS, "/model/backbone: " + e.getMessage(), e);
        }
        return new Classifier(backbone, classes, backbone.headInitScale(), model.dropout(), initializer);
    }
}
