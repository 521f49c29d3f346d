// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.job.ArtifactStats;
import dev.graft.job.Job;
import dev.graft.job.JobOwner;
import dev.graft.job.JobResult;
import dev.graft.spi.Action;
import dev.graft.web.json.ApiDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The contract's {@code DatasetJob} and {@code ExperimentJob}; they differ by the name of the owner's id. */
@JsonPropertyOrder({"id", "name", "action", "status"})
public record JobRsp(
        UUID id,
        Optional<String> name,
        Optional<String> description,
        Action action,
        String status,
        @JsonProperty("parent_id") Optional<UUID> parentId,
        @JsonProperty("experiment_id") Optional<UUID> experimentId,
        @JsonProperty("dataset_id") Optional<UUID> datasetId,
        ObjectNode specs,
        @JsonProperty("num_gpu") OptionalLong numGpu,
        Optional<String> platform,
        int priority,
        @JsonProperty("time_limit") OptionalLong timeLimit,
        JobResult result,
        @JsonProperty("job_tar_stats") Optional<TarStats> jobTarStats,
        @JsonProperty("created_on") String createdOn,
        @JsonProperty("last_modified") String lastModified) {

    /** The contract's {@code JobTarStats}. */
    public record TarStats(@JsonProperty("file_size") long fileSize, @JsonProperty("sha256_digest") String sha256Digest) {
        static TarStats of(ArtifactStats stats) {
            return new TarStats(stats.size(), stats.sha256());
        }
    }

    /** How a job looks to clients. */
    public static JobRsp of(Job job) {
        return new JobRsp(
                job.id(),
                job.name(),
                job.description(),
                job.action(),
                job.state().label(),
                job.parentId(),
                ownerId(job, JobOwner.Kind.EXPERIMENT),
                ownerId(job, JobOwner.Kind.DATASET),
                job.specs(),
                job.numGpu(),
                job.platform(),
                job.priority(),
                job.timeLimit().map(limit -> OptionalLong.of(limit.toSeconds())).orElse(OptionalLong.empty()),
                job.result(),
                job.artifact().map(TarStats::of),
                ApiDate.of(job.createdOn()),
                ApiDate.of(job.lastModified()));
    }

    private static Optional<UUID> ownerId(Job job, JobOwner.Kind kind) {
        return Optional.of(job.owner()).filter(owner -> owner.kind() == kind).map(JobOwner::id);
    }
}
