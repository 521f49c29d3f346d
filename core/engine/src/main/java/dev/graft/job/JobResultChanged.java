// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.util.Objects;
import java.util.UUID;

/**
 * Fired when what a job tells of itself has changed; observed after the commit.
 *
 * @param jobId the job
 */
public record JobResultChanged(UUID jobId) {
    public JobResultChanged {
        Objects.requireNonNull(jobId, "jobId");
    }
}
