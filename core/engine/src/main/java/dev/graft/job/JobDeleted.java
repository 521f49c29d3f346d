// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.util.Objects;
import java.util.UUID;

/**
 * Fired when a job is deleted; its files go after the commit.
 *
 * @param jobId the job
 * @param org its organisation
 */
public record JobDeleted(UUID jobId, String org) {
    public JobDeleted {
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(org, "org");
    }
}
