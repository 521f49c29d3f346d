// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

/**
 * Fired when somebody asks to stop a Running job; observed after the commit by whoever runs it.
 *
 * @param jobId the job
 * @param grace how long its worker may take to end by itself
 */
public record StopRequested(UUID jobId, Duration grace) {
    public StopRequested {
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(grace, "grace");
    }
}
