// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.executor.PoolState.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The slots that nobody holds, while a decision is being made. Not thread safe. */
final class FreeSlots {

    private final Map<String, List<Slot>> all = new LinkedHashMap<>();
    private final Map<String, List<Slot>> free = new LinkedHashMap<>();
    private int count;

    FreeSlots(Collection<Slot> slots, Set<String> held) {
        for (Slot slot : slots) {
            all.computeIfAbsent(slot.executor(), executor -> new ArrayList<>()).add(slot);
            if (!held.contains(slot.id())) {
                free.computeIfAbsent(slot.executor(), executor -> new ArrayList<>()).add(slot);
                count++;
            }
        }
    }

    /** Takes slots for a job, from the executor where the fewest stay behind; empty if no executor has enough. */
    List<Slot> take(Waiting job) {
        if (job.slots() > count) {
            return List.of();
        }
        List<Slot> best = List.of();
        for (List<Slot> candidates : free.values()) {
            List<Slot> fitting = fitting(candidates, job);
            if (fitting.size() >= job.slots() && (best.isEmpty() || fitting.size() < best.size())) {
                best = fitting;
            }
        }
        List<Slot> taken = best.isEmpty() ? best : List.copyOf(best.subList(0, job.slots()));
        remove(taken);
        return taken;
    }

    /** Keeps what fits a job out of this decision, on the executor where it has the most already. */
    void keepFor(Waiting job) {
        List<Slot> most = List.of();
        for (Map.Entry<String, List<Slot>> executor : free.entrySet()) {
            List<Slot> fitting = fitting(executor.getValue(), job);
            boolean enoughInAll = fitting(all.get(executor.getKey()), job).size() >= job.slots();
            if (enoughInAll && fitting.size() > most.size()) {
                most = fitting;
            }
        }
        remove(List.copyOf(most));
    }

    /** Whether some executor has enough slots for a job, free or held. */
    boolean couldEverFit(Waiting job) {
        return all.values().stream().anyMatch(slots -> fitting(slots, job).size() >= job.slots());
    }

    private void remove(List<Slot> taken) {
        taken.forEach(slot -> free.get(slot.executor()).remove(slot));
        count -= taken.size();
    }

    private static List<Slot> fitting(List<Slot> slots, Waiting job) {
        return job.platform().isEmpty()
                ? slots
                : slots.stream().filter(slot -> slot.platform().equalsIgnoreCase(job.platform().get())).toList();
    }
}
