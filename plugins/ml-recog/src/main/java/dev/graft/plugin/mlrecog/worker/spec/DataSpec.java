// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker.spec;

import dev.graft.torchkit.data.Image;
import dev.graft.torchkit.data.transform.ColorJitter;
import dev.graft.torchkit.data.transform.GaussianBlur;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Interpolation;
import dev.graft.torchkit.data.transform.Normalize;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.data.transform.RandomErasing;
import dev.graft.torchkit.data.transform.RandomFlip;
import dev.graft.torchkit.data.transform.RandomRotation;
import dev.graft.torchkit.data.transform.Resize;
import dev.graft.torchkit.data.transform.Transform;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code dataset} section.
 *
 * @param train folder of the images to learn from; whether it exists is seen when it is used
 * @param reference folder of the images that queries are compared with
 * @param query folder of the images to recognise
 * @param loaderThreads threads that prepare images, at most
 * @param perClass images of each class in a training batch
 * @param normalize pixels to floats
 * @param augmentation what is done to training images once they have their size
 */
public record DataSpec(
        Optional<Path> train,
        Optional<Path> reference,
        Optional<Path> query,
        int loaderThreads,
        int perClass,
        Normalize normalize,
        List<Transform> augmentation) {

    private static final double WHITE = 255;
    private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> DEVIATION = List.of(0.226, 0.226, 0.226);

    /** TAO's {@code random_rotation} turns by up to a half turn. */
    private static final double MOST_DEGREES = 180;

    /** Shares and aspect of the erased window, as published. */
    private static final double LEAST_ERASED = 0.02;

    private static final double MOST_ERASED = 0.4;
    private static final double ERASED_ASPECT = 0.3;

    public DataSpec {
        augmentation = List.copyOf(augmentation);
    }

    /** Reads the section. */
    public static DataSpec read(Section dataset) {
        Section validation = dataset.section("val_dataset");
        Normalize normalize = normalize(dataset);
        return new DataSpec(
                dataset.text("train_dataset").map(Path::of),
                validation.text("reference").map(Path::of),
                validation.text("query").map(Path::of),
                dataset.integer("workers", 8, 1),
                dataset.integer("num_instance", 4, 1),
                normalize,
                augmentation(dataset, normalize));
    }

    private static Normalize normalize(Section dataset) {
        return new Normalize(
                scaled(dataset, "pixel_mean", MEAN, 0), scaled(dataset, "pixel_std", DEVIATION, Double.MIN_NORMAL), true);
    }

    private static List<Double> scaled(Section dataset, String name, List<Double> otherwise, double least) {
        List<Double> values = dataset.has(name) ? dataset.numbers(name) : otherwise;
        if (values.size() != Image.CHANNELS || values.stream().anyMatch(value -> !(value >= least))) {
            throw dataset.fault(name, "is " + values + "; three values are expected, of red, green and blue on a scale from 0 to 1");
        }
        return values.stream().map(value -> value * WHITE).toList();
    }

    private static List<Transform> augmentation(Section dataset, Normalize normalize) {
        List<Transform> steps = new ArrayList<>();
        double flip = dataset.number("prob", 0.5, 0, 1);
        if (flip > 0) {
            steps.add(new RandomFlip(flip, RandomFlip.Direction.HORIZONTAL));
        }
        colors(dataset.section("color_augmentation")).ifPresent(steps::add);
        blur(dataset.section("gaussian_blur")).ifPresent(steps::add);
        if (dataset.flag("random_rotation", false)) {
            steps.add(new RandomRotation(MOST_DEGREES));
        }
        double erase = dataset.number("re_prob", 0.5, 0, 1);
        if (erase > 0) {
            int[] mean = normalize.mean().stream().mapToInt(value -> (int) Math.round(Math.min(value, WHITE))).toArray();
            steps.add(new RandomErasing(
                    erase, LEAST_ERASED, MOST_ERASED, ERASED_ASPECT, new RandomErasing.RgbColor(mean[0], mean[1], mean[2])));
        }
        return steps;
    }

    private static Optional<Transform> colors(Section colors) {
        ColorJitter jitter = new ColorJitter(
                colors.number("brightness", 0.5, 0, Double.MAX_VALUE),
                colors.number("contrast", 0.3, 0, Double.MAX_VALUE),
                colors.number("saturation", 0.1, 0, Double.MAX_VALUE),
                colors.number("hue", 0.1, 0, 0.5));
        return colors.flag("enabled", true) ? Optional.of(jitter) : Optional.empty();
    }

    /** Width and height of the kernel, and least and largest deviation; an empty list is no blur. */
    private static Optional<Transform> blur(Section blur) {
        List<Double> kernel = blur.has("kernel") ? blur.numbers("kernel") : List.of(15.0, 15.0);
        List<Double> sigma = blur.has("sigma") ? blur.numbers("sigma") : List.of(0.3, 0.7);
        if (kernel.isEmpty() || sigma.isEmpty()) {
            return Optional.empty();
        }
        int width = (int) Math.round(kernel.get(0));
        int height = (int) Math.round(kernel.get(kernel.size() - 1));
        try {
            return Optional.of(new GaussianBlur(new ImageSize(height, width), sigma.get(0), sigma.get(sigma.size() - 1)));
        } catch (IllegalArgumentException e) {
            throw blur.fault("kernel", "is " + kernel + " with sigma " + sigma + ": " + e.getMessage());
        }
    }

    /** What is done to images for training. */
    public Pipeline trainPipeline(ImageSize size) {
        List<Transform> steps = new ArrayList<>();
        steps.add(new Resize(size, false, Interpolation.BILINEAR));
        steps.addAll(augmentation);
        return new Pipeline(steps, normalize, size);
    }

    /** What is done to images for validation, evaluation and inference. */
    public Pipeline evaluationPipeline(ImageSize size) {
        return new Pipeline(List.of(new Resize(size, false, Interpolation.BILINEAR)), normalize, size);
    }
}
