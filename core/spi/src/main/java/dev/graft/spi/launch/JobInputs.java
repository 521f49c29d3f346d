// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.launch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a job reads, resolved to places on disk. Everything is read only.
 *
 * @param train the experiment's train datasets, in their order
 * @param eval its evaluation dataset
 * @param inference its inference dataset
 * @param calibration its calibration dataset
 * @param own the dataset itself, for an action on a dataset
 * @param parent the job that this one follows
 * @param baseModels the checkpoints of the base experiments, at most two
 * @param resumeFrom the checkpoint that this very job wrote before it was interrupted
 */
public record JobInputs(
        List<Dataset> train,
        Optional<Dataset> eval,
        Optional<Dataset> inference,
        Optional<Dataset> calibration,
        Optional<Dataset> own,
        Optional<Parent> parent,
        List<BaseModel> baseModels,
        Optional<Path> resumeFrom) {

    /**
     * A dataset.
     *
     * @param id its id
     * @param type its type, for example {@code image_classification}
     * @param format its format, for example {@code classification_pyt}
     * @param folder its root folder
     */
    public record Dataset(String id, String type, String format, Path folder) {}

    /**
     * The parent job.
     *
     * @param jobId its id
     * @param action what it did
     * @param resultsDir its results
     * @param model the model that it made: the checkpoint chosen by the experiment's {@code checkpoint_choose_method} for train and
     *     retrain, the pruned, exported or built model otherwise; empty if it made none
     * @param specs the specs that it ran with, every path filled in; an empty object if they are not known
     */
    public record Parent(String jobId, Action action, Path resultsDir, Optional<Path> model, ObjectNode specs) {
        public Parent {
            Objects.requireNonNull(jobId, "jobId");
            Objects.requireNonNull(action, "action");
            Objects.requireNonNull(resultsDir, "resultsDir");
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(specs, "specs");
        }

        /** A parent whose specs are not known. */
        public Parent(String jobId, Action action, Path resultsDir, Optional<Path> model) {
            this(jobId, action, resultsDir, model, JsonNodeFactory.instance.objectNode());
        }
    }

    /**
     * A pretrained model.
     *
     * @param experimentId the base experiment
     * @param checkpoint its model file, or its folder where the model is one (a MONAI bundle)
     * @param backbone whether it is a backbone without a head; false for a whole network
     */
    public record BaseModel(String experimentId, Path checkpoint, boolean backbone) {
        public BaseModel {
            Objects.requireNonNull(experimentId, "experimentId");
            Objects.requireNonNull(checkpoint, "checkpoint");
        }

        /** A whole network, as an earlier train job leaves it. */
        public BaseModel(String experimentId, Path checkpoint) {
            this(experimentId, checkpoint, false);
        }
    }

    public JobInputs {
        train = List.copyOf(train);
        Objects.requireNonNull(eval, "eval");
        Objects.requireNonNull(inference, "inference");
        Objects.requireNonNull(calibration, "calibration");
        Objects.requireNonNull(own, "own");
        Objects.requireNonNull(parent, "parent");
        baseModels = List.copyOf(baseModels);
        Objects.requireNonNull(resumeFrom, "resumeFrom");
    }

    /** No input at all. */
    public static JobInputs none() {
        return new JobInputs(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
