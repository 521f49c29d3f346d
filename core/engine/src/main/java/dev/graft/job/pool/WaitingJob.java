// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.pool;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A Pending job that the caller may see.
 *
 * @param job the job
 * @param slots how many slots it wants
 * @param platform the kind of GPU it wants; empty for any
 * @param since when it began to wait
 * @param reason what it waits for, in words
 */
public record WaitingJob(SeenJob job, int slots, Optional<String> platform, Instant since, String reason) {
    public WaitingJob {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(reason, "reason");
    }
}
