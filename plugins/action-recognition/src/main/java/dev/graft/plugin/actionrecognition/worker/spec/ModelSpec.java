// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.actionrecognition.worker.spec;

import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.video.ClipShape;
import dev.graft.torchkit.video.FrameSampling;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The {@code model} section.
 *
 * @param backbone name of a ResNet
 * @param shape what a clip is
 * @param sampling which frames make a clip
 * @param dropout probability with which a feature is zeroed while training, 0 to below 1
 * @param joinWidth width of the layer that joins the streams of a joint network
 * @param frameWeights weights of the stream of frames to start from
 * @param flowWeights weights of the stream of optical flow to start from
 */
public record ModelSpec(
        String backbone,
        ClipShape shape,
        FrameSampling sampling,
        double dropout,
        int joinWidth,
        Optional<Path> frameWeights,
        Optional<Path> flowWeights) {

    private static final int DEFAULT_SIDE = 224;
    private static final int DEFAULT_FRAMES = 3;
    private static final int DEFAULT_FLOWS = 16;
    private static final int DEFAULT_JOIN = 64;
    private static final double LARGEST_DROPOUT = 1 - 1e-9;
    private static final List<String> BACKBONES = List.of("resnet_18", "resnet_34", "resnet_50", "resnet_101", "resnet_152");

    /** Reads the section. */
    public static ModelSpec read(Section section) {
        section.leave("rgb_pretrained_num_classes", "of_pretrained_num_classes", "rgb_seq_length", "of_seq_length");
        String backbone = oneOf(section, "backbone", BACKBONES);
        String type = oneOf(section, "model_type", List.of("rgb", "of", "joint"));
        boolean stacked = section.text("input_type", "3d").equals("2d");
        section.text("input_type").filter(given -> !List.of("2d", "3d").contains(given)).ifPresent(given -> {
            throw section.fault("input_type", "is '" + given + "'; allowed are 2d and 3d");
        });
        boolean consecutive = !oneOf(section, "sample_strategy", List.of("consecutive", "random_interval")).equals("random_interval");
        ImageSize size = new ImageSize(
                section.integer("input_height", DEFAULT_SIDE, 1), section.integer("input_width", DEFAULT_SIDE, 1));
        return new ModelSpec(
                backbone,
                new ClipShape(
                        type.equals("of") ? 0 : section.integer("rgb_seq_length", DEFAULT_FRAMES, 1),
                        type.equals("rgb") ? 0 : section.integer("of_seq_length", DEFAULT_FLOWS, 1),
                        size,
                        stacked),
                new FrameSampling(consecutive, section.integer("sample_rate", 1, 1)),
                section.number("dropout_ratio", 0, 0, LARGEST_DROPOUT),
                section.integer("num_fc", DEFAULT_JOIN, 1),
                Paths.existing(section, "rgb_pretrained_model_path"),
                Paths.existing(section, "of_pretrained_model_path"));
    }

    /** A text, the first of those allowed if it is not given. */
    static String oneOf(Section section, String name, List<String> allowed) {
        String value = section.text(name, allowed.get(0));
        if (!allowed.contains(value)) {
            throw section.fault(name, "is '" + value + "'; allowed are " + String.join(", ", allowed));
        }
        return value;
    }
}
