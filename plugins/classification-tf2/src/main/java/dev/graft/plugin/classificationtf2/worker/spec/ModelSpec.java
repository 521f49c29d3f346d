// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker.spec;

import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Interpolation;
import dev.graft.torchkit.nn.Activation;
import dev.graft.torchkit.spec.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code model} section.
 *
 * @param backbone its name in TAO, such as {@code efficientnet-b0}
 * @param size of the images that it takes
 * @param interpolation how images are resized
 * @param activation in place of the backbone's own
 * @param dropout before the classification layer, 0 to below 1
 * @param freezeStatistics whether those of batch normalisation stay
 * @param frozenBlocks numbers of the blocks that do not learn
 * @param retainHead whether the classification layer of the pretrained network is taken too
 */
public record ModelSpec(
        String backbone,
        ImageSize size,
        Interpolation interpolation,
        Optional<Activation> activation,
        double dropout,
        boolean freezeStatistics,
        List<Integer> frozenBlocks,
        boolean retainHead) {

    private static final int DEFAULT_SIDE = 224;
    private static final int LEAST_SIDE = 32;
    private static final double LARGEST_DROPOUT = 0.999;

    public ModelSpec {
        frozenBlocks = List.copyOf(frozenBlocks);
    }

    /** Reads the section. */
    public static ModelSpec read(Section model) {
        refuseWhatThereIsNot(model);
        return new ModelSpec(
                model.text("backbone", "efficientnet-b0"),
                new ImageSize(
                        model.integer("input_height", DEFAULT_SIDE, LEAST_SIDE), model.integer("input_width", DEFAULT_SIDE, LEAST_SIDE)),
                interpolation(model),
                activation(model),
                model.number("dropout", 0, 0, LARGEST_DROPOUT),
                model.flag("freeze_bn", false),
                blocks(model),
                model.flag("retain_head", false));
    }

    private static void refuseWhatThereIsNot(Section model) {
        model.leave("use_pooling");
        only(model, "input_channels", 3, "the networks take 3 channels, grey images are repeated");
        only(model, "input_image_depth", 8, "pixels have 8 bits, deeper images are reduced to that");
        if (!model.flag("use_batch_norm", true)) {
            throw model.fault("use_batch_norm", "is false, but the networks as published have batch normalisations; set it to true");
        }
        for (String name : List.of("use_bias", "all_projections")) {
            if (model.flag(name, false)) {
                throw model.fault(name, "is true, but the networks as published do without; set it to false");
            }
        }
        if (model.has("byom_model_path")) {
            throw model.fault("byom_model_path", "is not supported; leave it out");
        }
    }

    private static void only(Section model, String name, int allowed, String why) {
        int given = model.integer(name, allowed, 1);
        if (given != allowed) {
            throw model.fault(name, "is " + given + "; " + why + "; set it to " + allowed);
        }
    }

    private static Interpolation interpolation(Section model) {
        String name = model.text("resize_interpolation_method", "bilinear");
        return switch (name) {
            case "bilinear" -> Interpolation.BILINEAR;
            case "bicubic" -> Interpolation.BICUBIC;
            default -> throw model.fault("resize_interpolation_method", "is '" + name + "'; allowed are bilinear and bicubic");
        };
    }

    private static Optional<Activation> activation(Section model) {
        String name = model.text("activation_type", "None");
        return switch (name) {
            case "None" -> Optional.empty();
            case "relu" -> Optional.of(Activation.RELU);
            default -> throw model.fault("activation_type", "is '" + name + "'; allowed are None and relu");
        };
    }

    private static List<Integer> blocks(Section model) {
        List<Integer> blocks = new ArrayList<>();
        for (double number : model.numbers("freeze_blocks")) {
            if (number != Math.rint(number) || number < 0) {
                throw model.fault("freeze_blocks", "has " + number + "; whole numbers from 0 on are allowed");
            }
            blocks.add((int) number);
        }
        return blocks;
    }
}
