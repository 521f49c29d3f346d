// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cloud.CloudDetails;
import dev.graft.spi.network.Domain;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What a client says about an experiment, at creation or to change it; empty is not sent. Its text form shows no secret.
 *
 * @param networkArch the network architecture; fixed at creation
 * @param type vision or medical; fixed at creation
 * @param name at most 500 characters
 * @param description at most 1,000 characters
 * @param version at most 500 characters
 * @param logo at most 2,048 characters
 * @param trainDatasets the train datasets, in their order
 * @param evalDataset the evaluation dataset
 * @param inferenceDataset the inference dataset
 * @param calibrationDataset the calibration dataset
 * @param baseExperiment at most two experiments whose models are started from
 * @param checkpointChooseMethod which checkpoint of a parent job is used
 * @param checkpointEpochNumber epoch numbers by {@code <method>_<job id>}
 * @param automlSettings the search over hyperparameters
 * @param metric metric that ranks checkpoints and trials, at most 100 characters
 * @param encryptionKey key for its models, at most 100 characters; secret
 * @param dockerEnvVars environment variables of the containers of its jobs; secret
 * @param cloudDetails remote storage for its results
 * @param publicAccess the API's {@code public}: every user of the server may read it
 * @param readOnly refuses changes and deletion
 * @param ngcPath a registered model to start from, at most 250 characters
 * @param additionalIdInfo tells apart models of one path, at most 100 characters
 * @param bundleUrl where a MONAI bundle lies, at most 1,000 characters
 * @param ptmBackbone the API's {@code is_ptm_backbone}: the base model is a backbone only
 * @param specFilePresent whether the base model brings specs
 * @param sha256Digest checksums by file name
 * @param modelParams any JSON object
 * @param realtimeInfer whether a model is kept ready for inference
 * @param realtimeInferRequestTimeout seconds, 0 to 86,400
 */
public record ExperimentDraft(
        Optional<String> networkArch,
        Optional<Domain> type,
        Optional<String> name,
        Optional<String> description,
        Optional<String> version,
        Optional<String> logo,
        Optional<List<UUID>> trainDatasets,
        Optional<UUID> evalDataset,
        Optional<UUID> inferenceDataset,
        Optional<UUID> calibrationDataset,
        Optional<List<UUID>> baseExperiment,
        Optional<CheckpointChooseMethod> checkpointChooseMethod,
        Optional<Map<String, Long>> checkpointEpochNumber,
        Optional<AutoMlSettings> automlSettings,
        Optional<String> metric,
        Optional<String> encryptionKey,
        Optional<Map<String, String>> dockerEnvVars,
        Optional<CloudDetails> cloudDetails,
        Optional<Boolean> publicAccess,
        Optional<Boolean> readOnly,
        Optional<String> ngcPath,
        Optional<String> additionalIdInfo,
        Optional<String> bundleUrl,
        Optional<Boolean> ptmBackbone,
        Optional<Boolean> specFilePresent,
        Optional<ObjectNode> sha256Digest,
        Optional<ObjectNode> modelParams,
        Optional<Boolean> realtimeInfer,
        Optional<Long> realtimeInferRequestTimeout) {

    public ExperimentDraft {
        Objects.requireNonNull(networkArch, "networkArch");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(logo, "logo");
        trainDatasets = trainDatasets.map(List::copyOf);
        Objects.requireNonNull(evalDataset, "evalDataset");
        Objects.requireNonNull(inferenceDataset, "inferenceDataset");
        Objects.requireNonNull(calibrationDataset, "calibrationDataset");
        baseExperiment = baseExperiment.map(List::copyOf);
        Objects.requireNonNull(checkpointChooseMethod, "checkpointChooseMethod");
        checkpointEpochNumber = checkpointEpochNumber.map(Map::copyOf);
        Objects.requireNonNull(automlSettings, "automlSettings");
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(encryptionKey, "encryptionKey");
        dockerEnvVars = dockerEnvVars.map(Map::copyOf);
        Objects.requireNonNull(cloudDetails, "cloudDetails");
        Objects.requireNonNull(publicAccess, "publicAccess");
        Objects.requireNonNull(readOnly, "readOnly");
        Objects.requireNonNull(ngcPath, "ngcPath");
        Objects.requireNonNull(additionalIdInfo, "additionalIdInfo");
        Objects.requireNonNull(bundleUrl, "bundleUrl");
        Objects.requireNonNull(ptmBackbone, "ptmBackbone");
        Objects.requireNonNull(specFilePresent, "specFilePresent");
        Objects.requireNonNull(sha256Digest, "sha256Digest");
        Objects.requireNonNull(modelParams, "modelParams");
        Objects.requireNonNull(realtimeInfer, "realtimeInfer");
        Objects.requireNonNull(realtimeInferRequestTimeout, "realtimeInferRequestTimeout");
    }

    /** A draft to fill; nothing is sent at first. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what a client sent. Not thread safe. */
    public static final class Builder {

        private Optional<String> networkArch = Optional.empty();
        private Optional<Domain> type = Optional.empty();
        private Optional<String> name = Optional.empty();
        private Optional<String> description = Optional.empty();
        private Optional<String> version = Optional.empty();
        private Optional<String> logo = Optional.empty();
        private Optional<List<UUID>> trainDatasets = Optional.empty();
        private Optional<UUID> evalDataset = Optional.empty();
        private Optional<UUID> inferenceDataset = Optional.empty();
        private Optional<UUID> calibrationDataset = Optional.empty();
        private Optional<List<UUID>> baseExperiment = Optional.empty();
        private Optional<CheckpointChooseMethod> checkpointChooseMethod = Optional.empty();
        private Optional<Map<String, Long>> checkpointEpochNumber = Optional.empty();
        private Optional<AutoMlSettings> automlSettings = Optional.empty();
        private Optional<String> metric = Optional.empty();
        private Optional<String> encryptionKey = Optional.empty();
        private Optional<Map<String, String>> dockerEnvVars = Optional.empty();
        private Optional<CloudDetails> cloudDetails = Optional.empty();
        private Optional<Boolean> publicAccess = Optional.empty();
        private Optional<Boolean> readOnly = Optional.empty();
        private Optional<String> ngcPath = Optional.empty();
        private Optional<String> additionalIdInfo = Optional.empty();
        private Optional<String> bundleUrl = Optional.empty();
        private Optional<Boolean> ptmBackbone = Optional.empty();
        private Optional<Boolean> specFilePresent = Optional.empty();
        private Optional<ObjectNode> sha256Digest = Optional.empty();
        private Optional<ObjectNode> modelParams = Optional.empty();
        private Optional<Boolean> realtimeInfer = Optional.empty();
        private Optional<Long> realtimeInferRequestTimeout = Optional.empty();

        private Builder() {}

        public Builder networkArch(String value) {
            networkArch = Optional.of(value);
            return this;
        }

        public Builder type(Domain value) {
            type = Optional.of(value);
            return this;
        }

        public Builder name(String value) {
            name = Optional.of(value);
            return this;
        }

        public Builder description(String value) {
            description = Optional.of(value);
            return this;
        }

        public Builder version(String value) {
            version = Optional.of(value);
            return this;
        }

        public Builder logo(String value) {
            logo = Optional.of(value);
            return this;
        }

        public Builder trainDatasets(List<UUID> value) {
            trainDatasets = Optional.of(value);
            return this;
        }

        public Builder evalDataset(UUID value) {
            evalDataset = Optional.of(value);
            return this;
        }

        public Builder inferenceDataset(UUID value) {
            inferenceDataset = Optional.of(value);
            return this;
        }

        public Builder calibrationDataset(UUID value) {
            calibrationDataset = Optional.of(value);
            return this;
        }

        public Builder baseExperiment(List<UUID> value) {
            baseExperiment = Optional.of(value);
            return this;
        }

        public Builder checkpointChooseMethod(CheckpointChooseMethod value) {
            checkpointChooseMethod = Optional.of(value);
            return this;
        }

        public Builder checkpointEpochNumber(Map<String, Long> value) {
            checkpointEpochNumber = Optional.of(value);
            return this;
        }

        public Builder automlSettings(AutoMlSettings value) {
            automlSettings = Optional.of(value);
            return this;
        }

        public Builder metric(String value) {
            metric = Optional.of(value);
            return this;
        }

        public Builder encryptionKey(String value) {
            encryptionKey = Optional.of(value);
            return this;
        }

        public Builder dockerEnvVars(Map<String, String> value) {
            dockerEnvVars = Optional.of(value);
            return this;
        }

        public Builder cloudDetails(CloudDetails value) {
            cloudDetails = Optional.of(value);
            return this;
        }

        public Builder publicAccess(Boolean value) {
            publicAccess = Optional.of(value);
            return this;
        }

        public Builder readOnly(Boolean value) {
            readOnly = Optional.of(value);
            return this;
        }

        public Builder ngcPath(String value) {
            ngcPath = Optional.of(value);
            return this;
        }

        public Builder additionalIdInfo(String value) {
            additionalIdInfo = Optional.of(value);
            return this;
        }

        public Builder bundleUrl(String value) {
            bundleUrl = Optional.of(value);
            return this;
        }

        public Builder ptmBackbone(Boolean value) {
            ptmBackbone = Optional.of(value);
            return this;
        }

        public Builder specFilePresent(Boolean value) {
            specFilePresent = Optional.of(value);
            return this;
        }

        public Builder sha256Digest(ObjectNode value) {
            sha256Digest = Optional.of(value);
            return this;
        }

        public Builder modelParams(ObjectNode value) {
            modelParams = Optional.of(value);
            return this;
        }

        public Builder realtimeInfer(Boolean value) {
            realtimeInfer = Optional.of(value);
            return this;
        }

        public Builder realtimeInferRequestTimeout(Long value) {
            realtimeInferRequestTimeout = Optional.of(value);
            return this;
        }

        public ExperimentDraft build() {
            return new ExperimentDraft(
                    networkArch,
                    type,
                    name,
                    description,
                    version,
                    logo,
                    trainDatasets,
                    evalDataset,
                    inferenceDataset,
                    calibrationDataset,
                    baseExperiment,
                    checkpointChooseMethod,
                    checkpointEpochNumber,
                    automlSettings,
                    metric,
                    encryptionKey,
                    dockerEnvVars,
                    cloudDetails,
                    publicAccess,
                    readOnly,
                    ngcPath,
                    additionalIdInfo,
                    bundleUrl,
                    ptmBackbone,
                    specFilePresent,
                    sha256Digest,
                    modelParams,
                    realtimeInfer,
                    realtimeInferRequestTimeout);
        }
    }

    @Override
    public String toString() {
        return "ExperimentDraft[networkArch=" + networkArch + ", type=" + type + ", name=" + name + "]";
    }
}
