// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker.spec;

import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code model} section.
 *
 * @param backbone its name in TAO, such as {@code resnet_50}
 * @param size of the images that it takes
 * @param features length of the embedding, at least 1
 * @param pretrained weights of the whole network, or of a backbone
 * @param pretrainedTrunk weights of the backbone
 * @param pretrainedEmbedder weights of the embedder
 */
public record ModelSpec(
        String backbone,
        ImageSize size,
        int features,
        Optional<Path> pretrained,
        Optional<Path> pretrainedTrunk,
        Optional<Path> pretrainedEmbedder) {

    private static final int DEFAULT_SIDE = 224;
    private static final int CHANNELS = 3;

    /** Reads the section. */
    public static ModelSpec read(Section model) {
        int channels = model.integer("input_channels", CHANNELS, 1);
        if (channels != CHANNELS) {
            throw model.fault("input_channels", "is " + channels + "; the networks take 3 channels, grey images are repeated; set it to 3");
        }
        return new ModelSpec(
                model.text("backbone", "resnet_50"),
                new ImageSize(model.integer("input_height", DEFAULT_SIDE, 1), model.integer("input_width", DEFAULT_SIDE, 1)),
                model.integer("feat_dim", 256, 1),
                Paths.existing(model, "pretrained_model_path"),
                Paths.existing(model, "pretrained_trunk_path"),
                Paths.existing(model, "pretrained_embedder_path"));
    }
}
