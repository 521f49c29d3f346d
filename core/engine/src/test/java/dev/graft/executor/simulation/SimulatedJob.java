// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.simulation;

import dev.graft.executor.PoolState.Waiting;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A job of a load. Times are milliseconds from the beginning.
 *
 * @param org its organisation
 * @param slots how many slots it takes
 * @param platform the kind of slots; empty for any
 * @param priority larger is more urgent
 * @param arrival when it comes
 * @param duration how long it runs
 */
record SimulatedJob(UUID id, String org, int slots, Optional<String> platform, int priority, long arrival, long duration) {

    /** Slots times milliseconds. */
    double work() {
        return (double) slots * duration;
    }

    Waiting waiting() {
        return new Waiting(id, org, slots, platform, priority, Instant.ofEpochMilli(arrival));
    }
}
