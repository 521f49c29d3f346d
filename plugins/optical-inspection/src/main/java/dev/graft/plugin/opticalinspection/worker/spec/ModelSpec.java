// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.opticalinspection.worker.spec;

import dev.graft.torchkit.pair.ContrastiveCriterion;
import dev.graft.torchkit.spec.Section;

/**
 * The {@code model} section.
 *
 * @param variant form of the twin network
 * @param embedding length of the vector that pictures are compared by, at least 1
 * @param margin of the contrastive loss, above 0
 */
public record ModelSpec(Variant variant, int embedding, double margin) {

    private static final int DEFAULT_EMBEDDING = 5;
    private static final double DEFAULT_MARGIN = 2;

    /** The forms of the twin network. */
    public enum Variant {
        /** Layers of 500 without normalisation. */
        SIAMESE,
        /** Layers of 512 with batch normalisation. */
        SIAMESE_3
    }

    /** Reads the section. */
    public static ModelSpec read(Section section) {
        String backbone = section.text("model_backbone", "custom");
        if (!backbone.equals("custom")) {
            throw section.fault("model_backbone", "is '" + backbone + "'; the only backbone is custom");
        }
        if (section.flag("imagenet_pretrained", false)) {
            throw section.fault("imagenet_pretrained", "is true, but no weights of the custom backbone exist; set it to false");
        }
        String type = section.text("model_type", "Siamese_3");
        Variant variant = switch (type) {
            case "Siamese" -> Variant.SIAMESE;
            case "Siamese_3" -> Variant.SIAMESE_3;
            default -> throw section.fault("model_type", "is '" + type + "'; allowed are Siamese and Siamese_3");
        };
        return new ModelSpec(
                variant,
                section.integer("embedding_vectors", DEFAULT_EMBEDDING, 1),
                section.number("margin", DEFAULT_MARGIN, Double.MIN_NORMAL, Double.MAX_VALUE));
    }

    /** The loss, and the distance from which a pair counts as defective: half way between what the loss asks of the two kinds. */
    public ContrastiveCriterion criterion() {
        return new ContrastiveCriterion(margin, margin / 2);
    }
}
