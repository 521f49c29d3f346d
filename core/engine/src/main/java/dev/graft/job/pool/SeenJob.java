// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.pool;

import dev.graft.spi.Action;
import java.util.Objects;
import java.util.UUID;

/**
 * A job of an organisation that the caller belongs to.
 *
 * @param id the job
 * @param org its organisation
 * @param action what it does
 */
public record SeenJob(UUID id, String org, Action action) {
    public SeenJob {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(action, "action");
    }
}
