// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.util.Objects;
import java.util.UUID;

/**
 * Fired when a job changes its state. Observe it with {@code TransactionPhase.AFTER_SUCCESS}: before the commit it may still be undone.
 *
 * @param jobId the job
 * @param org its organisation
 * @param state the new state
 */
public record JobStateChanged(UUID jobId, String org, JobState state) {
    public JobStateChanged {
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(state, "state");
    }
}
