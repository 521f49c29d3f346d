// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker;

import dev.graft.plugin.mlrecog.Backbones;
import dev.graft.plugin.mlrecog.worker.spec.ModelSpec;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.torchkit.backbone.Backbone;
import dev.graft.torchkit.backbone.BackboneCatalog;
import dev.graft.torchkit.backbone.BackboneOptions;
import dev.graft.torchkit.backbone.FanHybrid;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.Layer;
import java.util.Locale;

/** Makes the networks that specs describe, on the CPU. */
final class Trunks {

    private static final String FAN = "fan_";

    private Trunks() {}

    /**
     * A network with initial weights.
     *
     * @throws GraftException if there is no such backbone, or it does not take images of that size
     */
    static RecognitionNetwork network(ModelSpec model, long seed) {
        if (!Backbones.NAMES.contains(model.backbone())) {
            throw new GraftException(StandardError.INVALID_SPECS, "/model/backbone " + Backbones.refusal(model.backbone()));
        }
        Initializer init = Initializer.seeded(seed);
        Backbone trunk = BackboneCatalog.standard().create(publishedName(model.backbone()), BackboneOptions.DEFAULTS, init);
        int multiple = trunk.inputMultiple();
        if (model.size().height() % multiple != 0 || model.size().width() % multiple != 0) {
            throw new GraftException(
                    StandardError.INVALID_SPECS,
                    "/model/input_height and input_width are " + model.size() + "; " + model.backbone() + " takes multiples of " + multiple);
        }
        Layer embedder = model.backbone().startsWith(FAN)
                ? new DualHeadEmbedder(trunk.featureCount(), init)
                : new LinearEmbedder(trunk.featureCount(), model.features(), init);
        return new RecognitionNetwork(trunk, embedder);
    }

    /** TAO shortens the names of FANs here. */
    private static String publishedName(String backbone) {
        return backbone.startsWith(FAN)
                ? FanHybrid.Variant.valueOf(backbone.substring(FAN.length()).toUpperCase(Locale.ROOT)).publishedName()
                : backbone;
    }
}
