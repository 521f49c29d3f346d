// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.graft.dataset.PullStatus;
import dev.graft.experiment.Experiment;
import dev.graft.job.Job;
import dev.graft.spi.network.ActionRule.DatasetRole;
import dev.graft.web.job.JobRsp;
import dev.graft.web.json.ApiDate;
import dev.graft.web.json.CloudDetailsJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The contract's {@code ExperimentRsp}, without what is write-only or secret. */
@JsonPropertyOrder({"id", "name", "network_arch", "type"})
record ExperimentRsp(
        UUID id,
        String name,
        Optional<String> description,
        String version,
        @JsonProperty("network_arch") String networkArch,
        String type,
        Optional<String> logo,
        @JsonProperty("train_datasets") List<UUID> trainDatasets,
        @JsonProperty("eval_dataset") Optional<UUID> evalDataset,
        @JsonProperty("inference_dataset") Optional<UUID> inferenceDataset,
        @JsonProperty("calibration_dataset") Optional<UUID> calibrationDataset,
        @JsonProperty("base_experiment") List<UUID> baseExperiment,
        @JsonProperty("base_experiment_pull_complete") Optional<String> basePull,
        @JsonProperty("checkpoint_choose_method") String checkpointChooseMethod,
        @JsonProperty("checkpoint_epoch_number") Map<String, Long> checkpointEpochNumber,
        @JsonProperty("automl_settings") Optional<AutomlSettingsJson> automlSettings,
        Optional<String> metric,
        @JsonProperty("cloud_details") Optional<CloudDetailsJson> cloudDetails,
        @JsonProperty("public") boolean publicAccess,
        @JsonProperty("read_only") boolean readOnly,
        @JsonProperty("ngc_path") Optional<String> ngcPath,
        @JsonProperty("realtime_infer") boolean realtimeInfer,
        @JsonProperty("realtime_infer_request_timeout") OptionalLong realtimeInferRequestTimeout,
        @JsonUnwrapped ModelSourceJson model,
        @JsonUnwrapped NetworkJson network,
        List<JobRsp> jobs,
        @JsonProperty("created_on") String createdOn,
        @JsonProperty("last_modified") String lastModified) {

    /** How an experiment looks to clients, with what its network says and its jobs. */
    static ExperimentRsp of(Experiment experiment, NetworkJson network, List<Job> jobs) {
        return new ExperimentRsp(
                experiment.id(),
                experiment.name(),
                experiment.description(),
                experiment.version(),
                experiment.networkArch(),
                ExperimentBody.wireName(experiment.type()),
                experiment.logo(),
                experiment.datasets(DatasetRole.TRAIN),
                experiment.dataset(DatasetRole.EVAL),
                experiment.dataset(DatasetRole.INFERENCE),
                experiment.dataset(DatasetRole.CALIBRATION),
                experiment.baseExperiments(),
                experiment.basePullStatus().map(PullStatus::wireName),
                experiment.checkpointChooseMethod().wireName(),
                experiment.checkpointEpochs().byKey(),
                AutomlSettingsJson.of(experiment.automlSettings()),
                experiment.metric(),
                experiment.cloudLocation().map(CloudDetailsJson::of),
                experiment.publicAccess(),
                experiment.readOnly(),
                experiment.ngcPath(),
                experiment.realtimeInfer(),
                experiment.realtimeInferRequestTimeout(),
                ModelSourceJson.of(experiment.modelSource()),
                network,
                jobs.stream().map(JobRsp::of).toList(),
                ApiDate.of(experiment.createdOn()),
                ApiDate.of(experiment.lastModified()));
    }
}
