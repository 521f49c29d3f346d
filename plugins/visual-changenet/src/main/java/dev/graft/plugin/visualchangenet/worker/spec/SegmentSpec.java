// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker.spec;

import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The {@code dataset.segment} section.
 *
 * @param root folder of the data
 * @param folders of first and second pictures, masks and lists
 * @param splits names of the lists
 * @param maskSuffix ending of masks
 * @param binaryMasks whether masks have 0 and 255, not the numbers of classes
 * @param classes number of kinds of change, none included
 * @param size of the pictures
 * @param batchSize pairs at a time
 * @param threads that prepare them
 * @param shuffle whether training pairs are shuffled
 * @param allScalesInTraining whether the loss is taken at all scales
 * @param allScalesInInference whether predictions are made of all scales
 * @param augmentation of training pairs
 * @param colors red, green and blue of classes in pictures, by class
 * @param pointer where the section stands
 */
public record SegmentSpec(
        Optional<Path> root,
        Folders folders,
        Splits splits,
        String maskSuffix,
        boolean binaryMasks,
        int classes,
        ImageSize size,
        int batchSize,
        int threads,
        boolean shuffle,
        boolean allScalesInTraining,
        boolean allScalesInInference,
        AugmentationSpec augmentation,
        Map<Integer, List<Double>> colors,
        String pointer) {

    private static final int DEFAULT_SIDE = 256;

    /** Names of folders below the root. */
    public record Folders(String first, String second, String masks, String lists) {}

    /** Names of the lists, without their ending. */
    public record Splits(String train, String validation, String test, String predict) {}

    /** Reads the section. */
    public static SegmentSpec read(Section section) {
        oneOf(section, "dataset", List.of("CNDataset"));
        oneOf(section, "data_name", List.of("LEVIR", "LandSCD", "custom"));
        int side = section.integer("img_size", DEFAULT_SIDE, 1);
        int classes = section.integer("num_classes", 2, 2);
        boolean binary = oneOf(section, "label_transform", List.of("norm", "None")).equals("norm");
        if (binary && classes > 2) {
            throw section.fault("label_transform", "is norm, which knows two classes, not " + classes + "; set it to None");
        }
        return new SegmentSpec(
                Paths.existing(section, "root_dir"),
                new Folders(
                        section.text("image_folder_name", "A"),
                        section.text("change_image_folder_name", "B"),
                        section.text("annotation_folder_name", "label"),
                        section.text("list_folder_name", "list")),
                new Splits(
                        section.text("train_split", "train"),
                        section.text("validation_split", "val"),
                        section.text("test_split", "test"),
                        section.text("predict_split", "test")),
                section.text("label_suffix", ".png"),
                binary,
                classes,
                new ImageSize(side, side),
                section.integer("batch_size", 8, 1),
                section.integer("workers", 1, 1),
                section.flag("shuffle", true),
                section.flag("multi_scale_train", true),
                section.flag("multi_scale_infer", false),
                AugmentationSpec.read(section.section("augmentation")),
                colors(section.section("color_map")),
                section.pointer());
    }

    private static String oneOf(Section section, String name, List<String> allowed) {
        String value = section.text(name, allowed.get(0));
        if (!allowed.contains(value)) {
            throw section.fault(name, "is '" + value + "'; allowed are " + String.join(", ", allowed));
        }
        return value;
    }

    private static Map<Integer, List<Double>> colors(Section section) {
        Map<Integer, List<Double>> colors = new TreeMap<>();
        for (String name : new ArrayList<>(section.names())) {
            List<Double> color = section.numbers(name);
            if (!name.matches("\\d+") || color.size() != 3 || color.stream().anyMatch(value -> value < 0 || value > 255)) {
                throw section.fault(name, "is " + color + "; the number of a class and red, green and blue of 0 to 255 are expected");
            }
            colors.put(Integer.valueOf(name), color);
        }
        return colors;
    }
}
