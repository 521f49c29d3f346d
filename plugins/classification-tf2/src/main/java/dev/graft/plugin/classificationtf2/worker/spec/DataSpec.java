// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker.spec;

import dev.graft.torchkit.data.transform.CenterCrop;
import dev.graft.torchkit.data.transform.ColorJitter;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Interpolation;
import dev.graft.torchkit.data.transform.Normalize;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.data.transform.RandomFlip;
import dev.graft.torchkit.data.transform.RandomScaledCrop;
import dev.graft.torchkit.data.transform.Resize;
import dev.graft.torchkit.data.transform.ResizeToCover;
import dev.graft.torchkit.data.transform.Transform;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The {@code dataset} section.
 *
 * @param train folder of the images to learn from; whether it exists is seen when it is used
 * @param validation folder of the images for validation
 * @param classes {@code num_classes}
 * @param normalize by {@code preprocess_mode}
 * @param augmentation how images are changed
 */
public record DataSpec(
        Optional<Path> train,
        Optional<Path> validation,
        OptionalInt classes,
        Normalize normalize,
        AugmentationSpec augmentation) {

    /** TAO's random crop takes at least this share of the sides. */
    private static final double LEAST_CROP = 0.45;

    /** TAO's margin of a centre crop, in pixels on both sides together. */
    private static final int CENTER_MARGIN = 32;

    private static final double FLIP = 0.5;

    /** TAO's colour augmentation: contrast, saturation, and the hue by 25 of 360 degrees. */
    private static final ColorJitter COLORS = new ColorJitter(0, 0.1, 0.2, 25.0 / 360);

    private static final List<Double> CAFFE_MEAN = List.of(103.939, 116.779, 123.68);

    /** Reads the section. */
    public static DataSpec read(Section dataset) {
        return new DataSpec(
                dataset.text("train_dataset_path").map(Path::of),
                dataset.text("val_dataset_path").map(Path::of),
                dataset.has("num_classes") ? OptionalInt.of(dataset.integer("num_classes", 1, 1)) : OptionalInt.empty(),
                normalize(dataset),
                AugmentationSpec.read(dataset.section("augmentation")));
    }

    private static Normalize normalize(Section dataset) {
        String mode = dataset.text("preprocess_mode", "caffe");
        List<Double> mean = dataset.has("image_mean") ? dataset.numbers("image_mean") : CAFFE_MEAN;
        if (mean.size() != CAFFE_MEAN.size()) {
            throw dataset.fault("image_mean", "has " + mean.size() + " values; three are expected, of blue, green and red");
        }
        return switch (mode) {
            case "caffe" -> new Normalize(mean, List.of(1.0, 1.0, 1.0), false);
            case "torch" -> Normalize.IMAGENET;
            case "tf" -> new Normalize(List.of(127.5, 127.5, 127.5), List.of(127.5, 127.5, 127.5), true);
            default -> throw dataset.fault("preprocess_mode", "is '" + mode + "'; allowed are caffe, torch and tf");
        };
    }

    /** What is done to images for training. */
    public Pipeline trainPipeline(ImageSize size, Interpolation interpolation) {
        List<Transform> steps = new ArrayList<>();
        steps.add(augmentation.randomCrop()
                ? new RandomScaledCrop(size, LEAST_CROP, interpolation)
                : new Resize(size, false, interpolation));
        if (augmentation.colors()) {
            steps.add(COLORS);
        }
        if (augmentation.flip()) {
            steps.add(new RandomFlip(FLIP, RandomFlip.Direction.HORIZONTAL));
        }
        return new Pipeline(steps, normalize, size);
    }

    /** What is done to images for validation, evaluation and inference. */
    public Pipeline evaluationPipeline(ImageSize size, Interpolation interpolation) {
        ImageSize larger = new ImageSize(size.height() + CENTER_MARGIN, size.width() + CENTER_MARGIN);
        List<Transform> steps = augmentation.centerCrop()
                ? List.of(new ResizeToCover(larger, interpolation), new CenterCrop(size))
                : List.of(new Resize(size, false, interpolation));
        return new Pipeline(steps, normalize, size);
    }
}
