// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.util.Objects;
import java.util.UUID;

/**
 * Fired when a worker's report was appended to the files of a job; observed after the commit by whoever watches those.
 *
 * @param jobId the job
 */
public record ReportReceived(UUID jobId) {
    public ReportReceived {
        Objects.requireNonNull(jobId, "jobId");
    }
}
