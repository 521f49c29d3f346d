// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.executor.Decision;
import dev.graft.executor.PoolState;
import dev.graft.executor.PoolState.Waiting;
import dev.graft.executor.Slot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the owners of jobs that wait for slots are told: what for, and at which place. */
final class WaitingText {

    /** Jobs farther behind are told only that many others come first, as their places change all the time. */
    static final int TOLD_PLACES = 20;

    private final PoolState state;
    private final Decision decision;
    private final Set<String> held = new HashSet<>();
    private final Map<String, Integer> heldBy = new HashMap<>();

    WaitingText(PoolState state, Decision decision) {
        this.state = state;
        this.decision = decision;
        state.running().forEach(running -> hold(running.org(), running.slots()));
        Map<UUID, String> orgs = new HashMap<>();
        state.waiting().forEach(job -> orgs.put(job.id(), job.org()));
        decision.grants().forEach(grant ->
                hold(orgs.get(grant.id()), Set.copyOf(grant.slots().stream().map(Slot::id).toList())));
    }

    /** What each waiting job that was granted nothing is told. */
    Map<UUID, String> all() {
        Map<UUID, Integer> places = places(decision.queue());
        Set<UUID> granted = new HashSet<>(decision.grants().stream().map(Decision.Grant::id).toList());
        Map<UUID, String> texts = new HashMap<>();
        state.waiting().stream()
                .filter(job -> !granted.contains(job.id()))
                .forEach(job -> texts.put(job.id(), text(job, places.getOrDefault(job.id(), Integer.MAX_VALUE))));
        return texts;
    }

    private String text(Waiting job, int place) {
        if (place > TOLD_PLACES) {
            return "Waiting for free slots; more than " + TOLD_PLACES + " jobs come first.";
        }
        return reason(job) + "; place " + place + " in the queue.";
    }

    private String reason(Waiting job) {
        if (decision.overQuota().contains(job.id())) {
            return "Waiting for other jobs of the organisation to end, as it holds " + heldBy.getOrDefault(job.org(), 0) + " of the "
                    + state.quotas().get(job.org()) + " slots that it may have";
        }
        long free = state.slots().stream().filter(slot -> fits(slot, job.platform()) && !held.contains(slot.id())).count();
        String wanted = job.slots() == 1 ? "a free slot" : job.slots() + " free slots";
        String kind = job.platform().map(platform -> " of platform " + platform).orElse("");
        return "Waiting for " + wanted + kind + " (" + free + " free now)";
    }

    private void hold(String org, Set<String> slots) {
        held.addAll(slots);
        heldBy.merge(org, slots.size(), Integer::sum);
    }

    private static boolean fits(Slot slot, Optional<String> platform) {
        return platform.map(slot.platform()::equalsIgnoreCase).orElse(true);
    }

    private static Map<UUID, Integer> places(List<UUID> queue) {
        Map<UUID, Integer> places = new HashMap<>();
        for (int index = 0; index < Math.min(TOLD_PLACES, queue.size()); index++) {
            places.put(queue.get(index), index + 1);
        }
        return places;
    }
}
