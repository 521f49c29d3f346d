// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.util.Objects;
import java.util.UUID;

/**
 * Fired when a search over hyperparameters becomes Running; observed after the commit by who conducts it.
 *
 * @param jobId the search's job
 */
public record SearchBegun(UUID jobId) {
    public SearchBegun {
        Objects.requireNonNull(jobId, "jobId");
    }
}
