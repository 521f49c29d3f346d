// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.pool;

import dev.graft.executor.Slot;
import dev.graft.executor.SlotUsage;
import java.util.Objects;
import java.util.Optional;

/**
 * A slot as it is now.
 *
 * @param slot the slot
 * @param busy whether a job holds it
 * @param job that job; empty if there is none, or the caller may not see it
 * @param usage how much of the device is used
 */
public record SlotReport(Slot slot, boolean busy, Optional<SeenJob> job, SlotUsage usage) {
    public SlotReport {
        Objects.requireNonNull(slot, "slot");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(usage, "usage");
    }
}
