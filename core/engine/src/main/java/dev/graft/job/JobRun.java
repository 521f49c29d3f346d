// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.util.Objects;
import java.util.UUID;

/**
 * One run of a job under one server. What a server says of a run that is not the job's present one is not heard: the job was given to
 * another server meanwhile, or started again.
 *
 * @param jobId the job
 * @param attempt which start of it
 * @param server who answers for it
 */
public record JobRun(UUID jobId, int attempt, UUID server) {
    public JobRun {
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(server, "server");
    }

    /** Whether it is the present run of a job. */
    public boolean isOf(Job job) {
        return job.state() == JobState.RUNNING && job.run().equals(this);
    }
}
