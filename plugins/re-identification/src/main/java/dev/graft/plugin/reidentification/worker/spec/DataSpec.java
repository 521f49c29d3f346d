// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.reidentification.worker.spec;

import dev.graft.torchkit.data.Image;
import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Interpolation;
import dev.graft.torchkit.data.transform.Normalize;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.data.transform.RandomCrop;
import dev.graft.torchkit.data.transform.RandomErasing;
import dev.graft.torchkit.data.transform.RandomFlip;
import dev.graft.torchkit.data.transform.Resize;
import dev.graft.torchkit.spec.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The {@code dataset} section.
 *
 * @param train folder of the images to learn from; whether it exists is seen when it is used
 * @param test folder of the gallery
 * @param query folder of the queries
 * @param people number of people, if it is given
 * @param batchSize images at a time, at least 1
 * @param validationBatchSize images at a time in validation, at least 1
 * @param loaderThreads threads that prepare images, at most
 * @param normalize pixels to floats
 * @param padding border before the random crop, in pixels
 * @param flip share of the training images that are mirrored
 * @param erase share of the training images of which a part is erased
 * @param sampler how batches are drawn
 * @param perPerson images of one person in a batch
 */
public record DataSpec(
        Optional<Path> train,
        Optional<Path> test,
        Optional<Path> query,
        OptionalInt people,
        int batchSize,
        int validationBatchSize,
        int loaderThreads,
        Normalize normalize,
        int padding,
        double flip,
        double erase,
        Sampler sampler,
        int perPerson) {

    private static final double WHITE = 255;
    private static final double LEAST_ERASED = 0.02;
    private static final double MOST_ERASED = 0.4;
    private static final double ERASED_ASPECT = 0.3;

    /** Which losses a batch is drawn for. */
    public enum Sampler {
        SOFTMAX,
        TRIPLET,
        SOFTMAX_TRIPLET
    }

    /** Reads the section. */
    public static DataSpec read(Section dataset) {
        return new DataSpec(
                dataset.text("train_dataset_dir").map(Path::of),
                dataset.text("test_dataset_dir").map(Path::of),
                dataset.text("query_dataset_dir").map(Path::of),
                dataset.integer("num_classes"),
                dataset.integer("batch_size", 64, 1),
                dataset.integer("val_batch_size", 128, 1),
                Math.max(1, dataset.integer("num_workers", 8, 0)),
                new Normalize(
                        scaled(dataset, "pixel_mean", List.of(0.485, 0.456, 0.406), 0),
                        scaled(dataset, "pixel_std", List.of(0.226, 0.226, 0.226), Double.MIN_NORMAL),
                        true),
                dataset.integer("padding", 10, 0),
                dataset.number("prob", 0.5, 0, 1),
                dataset.number("re_prob", 0.5, 0, 1),
                sampler(dataset),
                dataset.integer("num_instances", 4, 1));
    }

    private static Sampler sampler(Section dataset) {
        String name = dataset.text("sampler", "softmax_triplet");
        return switch (name) {
            case "softmax" -> Sampler.SOFTMAX;
            case "triplet" -> Sampler.TRIPLET;
            case "softmax_triplet" -> Sampler.SOFTMAX_TRIPLET;
            default -> throw dataset.fault("sampler", "is '" + name + "'; allowed are softmax, triplet and softmax_triplet");
        };
    }

    private static List<Double> scaled(Section dataset, String name, List<Double> otherwise, double least) {
        List<Double> values = dataset.has(name) ? dataset.numbers(name) : otherwise;
        if (values.size() != Image.CHANNELS || values.stream().anyMatch(value -> !(value >= least))) {
            throw dataset.fault(name, "is " + values + "; three values are expected, of red, green and blue on a scale from 0 to 1");
        }
        return values.stream().map(value -> value * WHITE).toList();
    }

    /** What is done to images for training. */
    public Pipeline trainPipeline(ImageSize size) {
        int[] mean = normalize.mean().stream().mapToInt(value -> (int) Math.round(Math.min(value, WHITE))).toArray();
        return new Pipeline(
                List.of(
                        new Resize(size, false, Interpolation.BILINEAR),
                        new RandomFlip(flip, RandomFlip.Direction.HORIZONTAL),
                        new RandomCrop(size, padding, 0),
                        new RandomErasing(
                                erase, LEAST_ERASED, MOST_ERASED, ERASED_ASPECT, new RandomErasing.RgbColor(mean[0], mean[1], mean[2]))),
                normalize,
                size);
    }

    /** What is done to images for validation, evaluation and inference. */
    public Pipeline evaluationPipeline(ImageSize size) {
        return new Pipeline(List.of(new Resize(size, false, Interpolation.BILINEAR)), normalize, size);
    }
}
