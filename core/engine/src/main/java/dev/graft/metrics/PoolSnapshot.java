// SPDX-License-Identifier: Apache-2.0
package dev.graft.metrics;

import dev.graft.executor.Slot;
import dev.graft.job.QueuedJob;
import dev.graft.job.RunningJobFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Queue and slots at one time.
 *
 * @param waiting since when the Pending jobs of each organisation wait; searches, which take no slots, aside
 * @param running how many jobs of each organisation run
 * @param held ids of the slots of this machine, and of those that any machine can reach, that running jobs hold
 */
record PoolSnapshot(Map<String, List<Instant>> waiting, Map<String, Integer> running, Set<String> held) {

    /** @param host this machine, whose slots may bear the same ids as those of others */
    static PoolSnapshot of(Collection<QueuedJob> queue, Collection<RunningJobFacts> running, String host) {
        List<RunningJobFacts> working = running.stream().filter(job -> !job.search()).toList();
        return new PoolSnapshot(
                queue.stream()
                        .filter(job -> !job.search())
                        .collect(Collectors.groupingBy(
                                QueuedJob::org, Collectors.mapping(QueuedJob::pendingSince, Collectors.toUnmodifiableList()))),
                working.stream().collect(Collectors.groupingBy(RunningJobFacts::org, Collectors.summingInt(job -> 1))),
                working.stream()
                        .map(RunningJobFacts::place)
                        .filter(place -> place.host().map(host::equals).orElse(true))
                        .flatMap(place -> place.slots().stream())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    List<Instant> waiting(String org) {
        return waiting.getOrDefault(org, List.of());
    }

    /** How long the longest waiting job of an organisation has waited; zero if none waits. */
    Duration oldest(String org, Instant now) {
        return waiting(org).stream().min(Instant::compareTo).map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
    }

    /** How many of those slots are held. */
    long busy(Collection<Slot> slots) {
        return slots.stream().filter(slot -> held.contains(slot.id())).count();
    }
}
