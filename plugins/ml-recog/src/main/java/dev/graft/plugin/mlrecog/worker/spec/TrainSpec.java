// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.mlrecog.worker.spec;

import dev.graft.spi.network.KeyMetric;
import dev.graft.torchkit.embedding.MultiSimilarityMiner;
import dev.graft.torchkit.embedding.TripletMarginLoss;
import dev.graft.torchkit.spec.Paths;
import dev.graft.torchkit.spec.Section;
import dev.graft.torchkit.train.TrainingOptions;
import dev.graft.torchkit.train.TrainingOptions.GradientClipping;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The {@code train} section.
 *
 * @param options what holds for every network
 * @param batchSize images in a training batch
 * @param validationBatchSize images in a validation batch
 * @param loss what is minimised
 * @param optimizer the optimiser
 * @param trainTrunk whether the backbone learns
 * @param trainEmbedder whether the embedder learns
 * @param resumeFrom checkpoint of this job to go on from
 */
public record TrainSpec(
        TrainingOptions options,
        int batchSize,
        int validationBatchSize,
        TripletMarginLoss loss,
        OptimizerSpec optimizer,
        boolean trainTrunk,
        boolean trainEmbedder,
        Optional<Path> resumeFrom) {

    /** The specs have none: initial weights, order and augmentation are the same in every run. */
    public static final long SEED = 1234;

    /** Reads the section. */
    public static TrainSpec read(Section train, KeyMetric keyMetric) {
        if (train.numbers("gpu_ids").size() > 1) {
            throw train.fault("gpu_ids", "has several; a training uses one GPU or the CPU, name one");
        }
        Section optim = train.section("optim");
        int interval = train.integer("checkpoint_interval", 5, 1);
        double clip = train.number("clip_grad_norm", 0, 0, Double.MAX_VALUE);
        TrainSpec spec = new TrainSpec(
                new TrainingOptions(
                        train.integer("num_epochs", 1, 1),
                        interval,
                        interval,
                        0,
                        keyMetric,
                        clip == 0 ? Optional.empty() : Optional.of(new GradientClipping(clip, 2)),
                        Optional.empty()),
                train.integer("batch_size", 4, 1),
                train.integer("val_batch_size", 4, 1),
                new TripletMarginLoss(
                        optim.number("triplet_loss_margin", 0.3, 0, Double.MAX_VALUE),
                        train.flag("smooth_loss", true),
                        new MultiSimilarityMiner(optim.number("miner_function_margin", 0.1, 0, Double.MAX_VALUE))),
                OptimizerSpec.read(optim),
                train.flag("train_trunk", true),
                train.flag("train_embedder", true),
                Paths.existing(train, "resume_training_checkpoint_path"));
        if (!spec.trainTrunk() && !spec.trainEmbedder()) {
            throw train.fault("train_embedder", "and train_trunk are false, so that there is nothing to train; set one to true");
        }
        return spec;
    }
}
