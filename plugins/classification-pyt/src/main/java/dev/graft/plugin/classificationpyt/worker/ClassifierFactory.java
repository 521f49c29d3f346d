// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker;

import dev.graft.plugin.classificationpyt.worker.spec.ModelSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.backbone.Backbone;
import dev.graft.torchkit.backbone.BackboneCatalog;
import dev.graft.torchkit.backbone.BackboneOptions;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.nn.Initializer;

/** Makes the network that specs describe, with initial weights. */
final class ClassifierFactory {

    private final BackboneCatalog catalog = BackboneCatalog.standard();

    /**
     * A classifier on the CPU.
     *
     * @param size of the images that it will be given
     * @throws GraftException if there is no such backbone, or it does not take such images
     */
    Classifier create(ModelSpec model, int classes, ImageSize size, long seed) {
        Initializer initializer = Initializer.seeded(seed);
        Backbone backbone;
        try {
            backbone = catalog.create(model.backbone(), new BackboneOptions(model.dropPathRate()), initializer);
        } catch (IllegalArgumentException e) {
            throw new GraftException(StandardError.INVALID_SPECS, "/model/backbone/type: " + e.getMessage(), e);
        }
        int multiple = backbone.inputMultiple();
        if (size.height() % multiple != 0 || size.width() % multiple != 0) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "the pipeline gives images of " + size + " pixels, but height and width for " + model.backbone()
                            + " have to be multiples of " + multiple + "; change scale in dataset.data.train.pipeline");
        }
        return new Classifier(backbone, classes, backbone.headInitScale() * model.head().initScale(), initializer);
    }
}
