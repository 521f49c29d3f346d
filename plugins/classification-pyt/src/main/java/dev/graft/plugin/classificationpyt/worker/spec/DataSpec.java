// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationpyt.worker.spec;

import dev.graft.torchkit.data.transform.ImageSize;
import dev.graft.torchkit.data.transform.Normalize;
import dev.graft.torchkit.data.transform.Pipeline;
import dev.graft.torchkit.data.transform.PipelineReader;
import dev.graft.torchkit.data.transform.RandomFlip;
import dev.graft.torchkit.data.transform.RandomResizedCrop;
import dev.graft.torchkit.spec.Section;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The {@code dataset} section.
 *
 * @param train images to learn from
 * @param val images for validation and evaluation
 * @param test images for inference
 * @param batchSize {@code samples_per_gpu}
 * @param loaderThreads {@code workers_per_gpu}
 */
public record DataSpec(SplitSpec train, SplitSpec val, SplitSpec test, OptionalInt batchSize, OptionalInt loaderThreads) {

    /** TAO's default for training. */
    private static final int DEFAULT_SIDE = 224;

    /** Reads the section. */
    public static DataSpec read(Section dataset) {
        Normalize normalize = PipelineReader.normalize(dataset.section("img_norm_cfg"), Normalize.IMAGENET);
        if (dataset.has("sampler")) {
            throw dataset.fault("sampler", "is not supported; every image is taken once an epoch, leave it out");
        }
        Section data = dataset.section("data");
        return new DataSpec(
                SplitSpec.read(data.section("train"), normalize),
                SplitSpec.read(data.section("val"), normalize),
                SplitSpec.read(data.section("test"), normalize),
                data.has("samples_per_gpu") ? OptionalInt.of(data.integer("samples_per_gpu", 1, 1)) : OptionalInt.empty(),
                data.has("workers_per_gpu") ? OptionalInt.of(threads(data)) : OptionalInt.empty());
    }

    /** The pipeline for training: as given, otherwise TAO's default. */
    public Pipeline trainPipeline() {
        return train.pipeline().orElseGet(DataSpec::defaultPipeline);
    }

    /** The pipeline for validation and evaluation: as given, otherwise what goes with the one for training. */
    public Pipeline evaluationPipeline() {
        return val.pipeline().orElseGet(() -> trainPipeline().forEvaluation());
    }

    /** The pipeline for inference: as given, otherwise that for evaluation. */
    public Pipeline inferencePipeline() {
        return test.pipeline().orElseGet(this::evaluationPipeline);
    }

    private static Pipeline defaultPipeline() {
        ImageSize size = new ImageSize(DEFAULT_SIDE, DEFAULT_SIDE);
        return new Pipeline(
                List.of(
                        new RandomResizedCrop(
                                size, 0.08, 1, 3.0 / 4, 4.0 / 3, dev.graft.torchkit.data.transform.Interpolation.BILINEAR),
                        new RandomFlip(0.5, RandomFlip.Direction.HORIZONTAL)),
                Normalize.IMAGENET,
                size);
    }

    /** PyTorch reads 0 as the training's own thread; here that is one thread beside it. */
    private static int threads(Section data) {
        return Math.max(1, data.integer("workers_per_gpu", 1, 0));
    }
}
