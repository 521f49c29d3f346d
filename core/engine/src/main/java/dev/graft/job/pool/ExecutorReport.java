// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.pool;

import java.util.List;
import java.util.Objects;

/**
 * An executor as it is now.
 *
 * @param name its name
 * @param slots its slots
 * @param waiting jobs that could run on it and wait, the longest waiting first; at most {@link PoolReports#MOST_WAITING}
 * @param waitingInAll how many jobs could run on it and wait, those too that the caller may not see
 */
public record ExecutorReport(String name, List<SlotReport> slots, List<WaitingJob> waiting, int waitingInAll) {
    public ExecutorReport {
        Objects.requireNonNull(name, "name");
        slots = List.copyOf(slots);
        waiting = List.copyOf(waiting);
    }
}
