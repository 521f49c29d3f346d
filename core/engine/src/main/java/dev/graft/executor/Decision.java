// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * What a policy decides.
 *
 * @param grants what starts now, in this order
 * @param queue what goes on waiting, the next one first; of a long queue its beginning, at least {@link #PLACES} jobs
 * @param overQuota those of the queue whose organisation holds as many slots as it may
 */
public record Decision(List<Grant> grants, List<UUID> queue, Set<UUID> overQuota) {

    /** How many places of the queue are told. */
    public static final int PLACES = 100;

    /**
     * Slots for a job.
     *
     * @param id the job
     * @param slots its slots, all of one executor
     */
    public record Grant(UUID id, List<Slot> slots) {
        public Grant {
            Objects.requireNonNull(id, "id");
            slots = List.copyOf(slots);
            if (slots.isEmpty()) {
                throw new IllegalArgumentException("a grant has a slot");
            }
        }
    }

    public Decision {
        grants = List.copyOf(grants);
        queue = List.copyOf(queue);
        overQuota = Set.copyOf(overQuota);
    }
}
