// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.classificationtf2.worker.spec;

import dev.graft.spi.network.KeyMetric;
import dev.graft.torchkit.action.Sharing;
import dev.graft.torchkit.classification.ClassificationLoss;
import dev.graft.torchkit.nn.BatchNormOptions;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.TrainingOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The {@code train} section.
 *
 * @param sharing how many processes share it
 * @param seed {@code random_seed}
 * @param batchSize images at a time
 * @param loaderThreads threads that prepare images, at most
 * @param options what holds for every network
 * @param loss what is minimised
 * @param regularization penalty on weights
 * @param batchNorm of all batch normalisations
 * @param optimizer the optimiser
 * @param schedule its learning rate
 * @param checkpoints weights to start from, or the state of this job to go on from
 */
public record TrainSpec(
        Sharing sharing,
        long seed,
        int batchSize,
        int loaderThreads,
        TrainingOptions options,
        ClassificationLoss loss,
        RegularizationSpec regularization,
        BatchNormOptions batchNorm,
        OptimizerSpec optimizer,
        ScheduleSpec schedule,
        List<Path> checkpoints) {

    private static final double LARGEST_SMOOTHING = 0.999;

    public TrainSpec {
        checkpoints = List.copyOf(checkpoints);
    }

    /**
     * Reads the section.
     *
     * @param gpus the number of GPUs given beside it
     * @param keyMetric the network's
     */
    public static TrainSpec read(Section train, int gpus, KeyMetric keyMetric) {
        if (train.flag("qat", false)) {
            throw train.fault("qat", "is true, but there is no training with fake quantisation yet; set it to false");
        }
        train.leave("wandb", "clearml");
        OptimizerSpec optimizer = OptimizerSpec.read(train.section("optim_config"));
        return new TrainSpec(
                Sharing.read(train).atLeast(gpus),
                train.integer("random_seed", 42, 1),
                train.integer("batch_size_per_gpu", 64, 1),
                train.integer("n_workers", 10, 1),
                new TrainingOptions(
                        train.integer("num_epochs", 80, 1),
                        1,
                        train.integer("checkpoint_interval", 1, 1),
                        0,
                        keyMetric,
                        Optional.empty(),
                        Optional.empty()),
                new ClassificationLoss(1, train.number("label_smoothing", 0.01, 0, LARGEST_SMOOTHING)),
                RegularizationSpec.read(train.section("reg_config")),
                batchNorm(train.section("bn_config")),
                optimizer,
                ScheduleSpec.read(train.section("lr_config"), optimizer.decay()),
                checkpoints(train));
    }

    /** Reads {@code train.bn_config}; Keras's momentum is the share that is kept, torch's the one that is new. */
    public static BatchNormOptions batchNorm(Section section) {
        return new BatchNormOptions(
                1 - section.number("momentum", 0.9, 0, 1 - 1e-9), section.number("epsilon", 1e-5, Double.MIN_NORMAL, 1));
    }

    /** Several base experiments come joined by commas. */
    private static List<Path> checkpoints(Section train) {
        List<Path> files = train.text("checkpoint").map(text -> Files.exists(Path.of(text)) ? List.of(text) : List.of(text.split(",")))
                .orElse(List.of()).stream().map(Path::of).toList();
        files.stream().filter(file -> !Files.exists(file)).findFirst().ifPresent(file -> {
            throw train.fault("checkpoint", "is " + file + ", which does not exist");
        });
        return files;
    }
}
