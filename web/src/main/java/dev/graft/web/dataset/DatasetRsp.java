// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.graft.dataset.Dataset;
import dev.graft.job.Job;
import dev.graft.spi.Action;
import dev.graft.web.job.JobRsp;
import dev.graft.web.json.ApiDate;
import dev.graft.web.json.CloudDetailsJson;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The contract's {@code DatasetRsp}, without what is write-only or secret. {@code status_reason} is an addition: why the status is
 * {@code invalid_pull}. So is {@code pull_progress}: how far the latest pull from remote storage has come.
 */
@JsonPropertyOrder({"id", "name", "type", "format", "status", "status_reason"})
public record DatasetRsp(
        UUID id,
        String name,
        Optional<String> description,
        String version,
        String type,
        String format,
        String status,
        @JsonProperty("status_reason") Optional<String> statusReason,
        @JsonProperty("pull_progress") Optional<PullProgressJson> pullProgress,
        Optional<String> logo,
        @JsonProperty("client_url") Optional<String> clientUrl,
        @JsonProperty("cloud_details") Optional<CloudDetailsJson> cloudDetails,
        Collection<Action> actions,
        List<JobRsp> jobs,
        @JsonProperty("created_on") String createdOn,
        @JsonProperty("last_modified") String lastModified) {

    /** How a dataset looks to clients, with the actions that it has and its jobs. */
    static DatasetRsp of(Dataset dataset, Collection<Action> actions, List<Job> jobs) {
        return new DatasetRsp(
                dataset.id(),
                dataset.name(),
                dataset.description(),
                dataset.version(),
                dataset.type(),
                dataset.format(),
                dataset.status().wireName(),
                dataset.statusReason(),
                dataset.pullCount().map(PullProgressJson::of),
                dataset.logo(),
                dataset.clientUrl(),
                dataset.cloudLocation().map(CloudDetailsJson::of),
                actions,
                jobs.stream().map(JobRsp::of).toList(),
                ApiDate.of(dataset.createdOn()),
                ApiDate.of(dataset.lastModified()));
    }
}
