// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * All that a scheduling decision depends on.
 *
 * @param slots every slot there is
 * @param running what holds slots
 * @param waiting what is ready to run and waits for slots; in any order, decided fastest when the longest waiting comes first
 * @param quotas how many slots the jobs of an organisation may hold together; an organisation without an entry has no limit
 * @param now the time
 */
public record PoolState(
        List<Slot> slots, List<Running> running, List<Waiting> waiting, Map<String, Integer> quotas, Instant now) {

    /**
     * Work that holds slots.
     *
     * @param id the job
     * @param org its organisation
     * @param slots ids of its slots
     */
    public record Running(UUID id, String org, Set<String> slots) {
        public Running {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(org, "org");
            slots = Set.copyOf(slots);
        }
    }

    /**
     * Work that waits for slots.
     *
     * @param id the job
     * @param org its organisation
     * @param slots how many it takes, at least 1, all of one executor and all at once
     * @param platform the kind of GPU it needs; empty for any
     * @param priority how urgent it is among the jobs of its organisation; larger is more
     * @param since when it began to wait
     */
    public record Waiting(UUID id, String org, int slots, Optional<String> platform, int priority, Instant since) {
        public Waiting {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(org, "org");
            Objects.requireNonNull(platform, "platform");
            Objects.requireNonNull(since, "since");
            if (slots < 1) {
                throw new IllegalArgumentException("a job takes at least 1 slot, not " + slots);
            }
        }

        /** Work of ordinary urgency. */
        public Waiting(UUID id, String org, int slots, Optional<String> platform, Instant since) {
            this(id, org, slots, platform, 0, since);
        }
    }

    public PoolState {
        slots = List.copyOf(slots);
        running = List.copyOf(running);
        waiting = List.copyOf(waiting);
        quotas = Map.copyOf(quotas);
        Objects.requireNonNull(now, "now");
    }

    /** A state without quotas. */
    public PoolState(List<Slot> slots, List<Running> running, List<Waiting> waiting, Instant now) {
        this(slots, running, waiting, Map.of(), now);
    }
}
