// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.visualchangenet.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.plugin.visualchangenet.worker.spec.ModelSpec;
import dev.graft.plugin.visualchangenet.worker.spec.SegmentSpec;
import dev.graft.plugin.visualchangenet.worker.spec.TrainSpec;
import dev.graft.torchkit.data.UnreadableImages;
import dev.graft.torchkit.pair.PairCriterion;
import dev.graft.torchkit.pair.PairReader;
import dev.graft.torchkit.pair.PairSpec;
import dev.graft.torchkit.spec.Section;
import java.util.Map;

/**
 * The specs that all actions share.
 *
 * @param description task and network as these specs say
 * @param losses what training minimises
 */
record JobSpecs(ModelDescription description, TrainSpec.Losses losses) {

    /** Reads the shared sections, and leaves those of other actions. */
    static JobSpecs read(ObjectNode json, Section root) {
        root.leave("version", "results_dir", "encryption_key", "task", "evaluate", "inference", "export", "gen_trt_engine");
        if (root.integer("num_gpus", 1, 0) > 1) {
            throw root.fault("num_gpus", "is more than 1; a job uses one GPU or the CPU, set it to 1");
        }
        // Read for what they refuse; the description reads them again.
        ModelSpec.read(root.section("model"));
        Section dataset = root.section("dataset");
        PairSpec.read(dataset.section("classify"));
        SegmentSpec.read(dataset.section("segment"));
        ModelDescription description = ModelDescription.of(json);
        TrainSpec.Losses losses = TrainSpec.Losses.read(root.section("train"));
        if (!description.segments() && losses.contrastive() == description.model().classify().learnable()) {
            throw root.section("train").section("classify").fault(
                    "loss",
                    "goes with another head: contrastive with model.classify.difference_module euclidean, ce with learnable");
        }
        return new JobSpecs(description, losses);
    }

    /** Marks the training's values as known, for actions that do not train. */
    static void leaveTraining(Section root) {
        root.section("train").leave(
                "optim",
                "checkpoint_interval",
                "val_interval",
                "num_epochs",
                "seed",
                "results_dir",
                "tensorboard",
                "resume_training_checkpoint_path",
                "pretrained_model_path");
    }

    /** Describes a model by its metadata, or, if it does not describe itself, by these specs. */
    ModelDescription describe(Map<String, String> metadata) {
        return ModelDescription.of(metadata).orElse(description);
    }

    /** How the output of a classifier is read: as the model was trained, with this job's threshold. */
    PairCriterion criterion(ModelDescription used) {
        ModelSpec.ClassifyHead own = used.model().classify();
        ModelSpec.ClassifyHead given = description.model().classify();
        return new ModelSpec.ClassifyHead(
                        own.learnable(), own.embedding(), own.hidden(), own.levels(), own.margin(), given.threshold())
                .criterion(losses.classes());
    }

    /** The pairs of this job, prepared as the model wants them. */
    PairReader pairs(ModelDescription used, String split, boolean labelled, UnreadableImages unreadable) {
        PairSpec given = description.pairs();
        return new PairSpec(
                        given.splits(),
                        used.pairs().layout(),
                        used.pairs().normalize(),
                        given.batchSize(),
                        given.threads(),
                        given.defectShare(),
                        given.pointer())
                .reader(split, labelled, unreadable);
    }

    /** The scenes of this job, prepared as the model wants them. */
    SegmentSpec scenes(ModelDescription used) {
        SegmentSpec given = description.scenes();
        SegmentSpec own = used.scenes();
        return new SegmentSpec(
                given.root(),
                given.folders(),
                given.splits(),
                given.maskSuffix(),
                own.binaryMasks(),
                own.classes(),
                own.size(),
                given.batchSize(),
                given.threads(),
                given.shuffle(),
                given.allScalesInTraining(),
                own.allScalesInInference(),
                own.augmentation(),
                given.colors(),
                given.pointer());
    }
}
