// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker.spec;

import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the {@code model} section says of the network; {@link LossSpec} reads the rest of the section.
 *
 * @param backbone its name in TAO, such as {@code resnet_50}
 * @param size of the images that it takes
 * @param features length that features are reduced to; empty if they keep that of the backbone
 * @param lastStride stride of a ResNet's last stage, 1 or 2
 * @param afterNeck whether features behind the normalisation are compared; otherwise those before
 * @param flipped whether the features of the mirrored image are added
 * @param dropout before the classification layer, 0 to below 1
 * @param drops what a Swin transformer drops while training
 * @param pretrained weights to start from
 */
public record ModelSpec(
        String backbone,
        ImageSize size,
        OptionalInt features,
        int lastStride,
        boolean afterNeck,
        boolean flipped,
        double dropout,
        Drops drops,
        Optional<Path> pretrained) {

    private static final int CHANNELS = 3;
    private static final double BELOW_ONE = 0.999;

    /**
     * What is dropped at random while training.
     *
     * @param path residual branches, up to that probability in the last block
     * @param element features behind patches, projections and perceptrons
     * @param attention weights of attention
     */
    public record Drops(double path, double element, double attention) {}

    /** Reads what all actions share, and in training what they do not. */
    public static ModelSpec read(Section model) {
        int channels = model.integer("input_channels", CHANNELS, 0);
        if (channels != CHANNELS) {
            throw model.fault("input_channels", "is " + channels + "; the networks take 3 channels, grey images are repeated; set it to 3");
        }
        refuseWhatThereIsNot(model);
        int features = model.integer("feat_dim", 256, 1);
        int lastStride = model.integer("last_stride", 1, 1);
        if (lastStride > 2) {
            throw model.fault("last_stride", "is " + lastStride + "; 1 and 2 are allowed");
        }
        return new ModelSpec(
                model.text("backbone", "resnet_50"),
                new ImageSize(model.integer("input_height", 256, 1), model.integer("input_width", 128, 1)),
                model.flag("reduce_feat_dim", true) ? OptionalInt.of(features) : OptionalInt.empty(),
                lastStride,
                afterNeck(model),
                model.flag("with_flip_feature", false),
                model.number("dropout_rate", 0, 0, BELOW_ONE),
                new Drops(
                        model.number("drop_path", 0.1, 0, BELOW_ONE),
                        model.number("drop_out", 0, 0, BELOW_ONE),
                        model.number("att_drop_rate", 0, 0, BELOW_ONE)),
                Paths.existing(model, "pretrained_model_path"));
    }

    private static boolean afterNeck(Section model) {
        String neck = model.text("neck", "bnneck");
        if (!neck.equals("bnneck")) {
            throw model.fault("neck", "is '" + neck + "'; bnneck is allowed");
        }
        String compared = model.text("neck_feat", "after");
        return switch (compared) {
            case "after" -> true;
            case "before" -> false;
            default -> throw model.fault("neck_feat", "is '" + compared + "'; allowed are before and after");
        };
    }

    /** Parts of other networks, for which the reference has parameters. */
    private static void refuseWhatThereIsNot(Section model) {
        model.leave("pretrain_hw_ratio", "shift_num", "shuffle_group", "devide_length", "re_arrange", "sie_coe", "stride_size");
        String choice = model.text("pretrain_choice", "imagenet");
        if (!choice.equals("imagenet")) {
            throw model.fault("pretrain_choice", "is '" + choice + "'; imagenet is allowed");
        }
        for (String name : List.of("gem_pooling", "stem_conv", "jpm", "sie_camera", "sie_view", "cos_layer")) {
            if (model.flag(name, false)) {
                throw model.fault(name, "is true, but ResNet and Swin as published do without; set it to false");
            }
        }
        double semantic = model.number("semantic_weight", 1, 0, Double.MAX_VALUE);
        if (semantic != 1) {
            throw model.fault("semantic_weight", "is " + semantic + ", but there is no semantic controller; set it to 1");
        }
    }
}
