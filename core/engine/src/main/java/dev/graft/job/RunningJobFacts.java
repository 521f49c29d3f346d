// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What scheduler and servers need to know of a Running job; read without its specs and result.
 *
 * @param id the job
 * @param org its organisation
 * @param search whether it is a search over hyperparameters
 * @param place where it runs
 * @param stop how long its worker may take to end by itself; empty if nobody has asked to stop it
 */
public record RunningJobFacts(UUID id, String org, boolean search, Placement place, Optional<Duration> stop) {

    public RunningJobFacts {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(org, "org");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(stop, "stop");
    }

    /** For queries. */
    public RunningJobFacts(
            UUID id,
            String org,
            boolean search,
            String serverId,
            String host,
            String executor,
            String slots,
            Long stopGraceMillis) {
        this(
                id,
                org,
                search,
                new Placement(
                        UUID.fromString(serverId),
                        Optional.ofNullable(host),
                        executor,
                        slots.isEmpty() ? List.of() : List.of(slots.split(","))),
                Optional.ofNullable(stopGraceMillis).map(Duration::ofMillis));
    }

    /** What is needed to know of a Running job. */
    public static RunningJobFacts of(Job job) {
        return new RunningJobFacts(
                job.id(),
                job.org(),
                job.isSearch(),
                job.placement().orElseThrow(),
                job.stopRequestedBy().map(who -> job.stopGrace()));
    }
}
