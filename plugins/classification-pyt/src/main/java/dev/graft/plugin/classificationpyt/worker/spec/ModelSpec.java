// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker.spec;

import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code model} section.
 *
 * @param backbone name of the backbone
 * @param dropPathRate 0 to below 1
 * @param freeze whether the backbone stays as it is
 * @param pretrainedBackbone weights to start the backbone from
 * @param pretrainedModel weights to start backbone and head from
 * @param head the head
 */
public record ModelSpec(
        String backbone,
        double dropPathRate,
        boolean freeze,
        Optional<Path> pretrainedBackbone,
        Optional<Path> pretrainedModel,
        HeadSpec head) {

    private static final double DEFAULT_DROP_PATH = 0.1;
    private static final double LARGEST_DROP_PATH = 0.999;

    /** Reads the section. */
    public static ModelSpec read(Section model) {
        String type = model.text("type", "ImageClassifier");
        if (!type.equals("ImageClassifier")) {
            throw model.fault("type", "is '" + type + "'; only ImageClassifier is allowed");
        }
        refuse(model, "neck", "the backbones here pool their features themselves");
        refuse(model.section("train_cfg"), "augments", "batch augmentations such as Mixup are not supported");
        Section backbone = model.section("backbone");
        Section custom = backbone.section("custom_args");
        // TAO calls it drop_path_rate for training and drop_path for export.
        double dropPath = custom.number("drop_path_rate", DEFAULT_DROP_PATH, 0, LARGEST_DROP_PATH);
        custom.leave("drop_path");
        return new ModelSpec(
                backbone.text("type", "fan_tiny_8_p4_hybrid"),
                dropPath,
                backbone.flag("freeze", false),
                Paths.existing(backbone, "pretrained"),
                initialWeights(model.section("init_cfg")),
                HeadSpec.read(model.section("head")));
    }

    private static Optional<Path> initialWeights(Section section) {
        String type = section.text("type", "Pretrained");
        if (!type.equals("Pretrained")) {
            throw section.fault("type", "is '" + type + "'; only Pretrained is allowed");
        }
        section.leave("prefix");
        return Paths.existing(section, "checkpoint");
    }

    private static void refuse(Section section, String name, String why) {
        if (section.has(name)) {
            throw section.fault(name, "is not allowed: " + why + "; leave it out");
        }
    }
}
