// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker.spec;

import dev.graft.torchkit.classification.Mixup;
import dev.graft.torchkit.spec.Section;
import java.util.Optional;

/**
 * The {@code dataset.augmentation} section.
 *
 * @param randomCrop whether training images are cropped at random; otherwise resized
 * @param centerCrop whether the middle of other images is taken; otherwise they are resized
 * @param colors whether colours are changed
 * @param flip whether images are mirrored
 * @param mixup how images are blended
 */
public record AugmentationSpec(boolean randomCrop, boolean centerCrop, boolean colors, boolean flip, Optional<Mixup> mixup) {

    static AugmentationSpec read(Section section) {
        double alpha = section.number("mixup_alpha", 0, 0, 1);
        return new AugmentationSpec(
                section.flag("enable_random_crop", true),
                section.flag("enable_center_crop", true),
                section.flag("enable_color_augmentation", false),
                !section.flag("disable_horizontal_flip", false),
                alpha == 0 ? Optional.empty() : Optional.of(new Mixup(alpha)));
    }
}
