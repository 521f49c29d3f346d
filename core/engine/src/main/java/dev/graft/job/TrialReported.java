// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.util.Objects;
import java.util.UUID;

/**
 * Fired when the worker of a trial has reported something new; observed after the commit.
 *
 * @param jobId the trial's job
 * @param searchId the job of the search that it belongs to
 */
public record TrialReported(UUID jobId, UUID searchId) {
    public TrialReported {
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(searchId, "searchId");
    }
}
