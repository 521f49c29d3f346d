// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.cluster.ServerRepository;
import dev.graft.executor.Decision;
import dev.graft.executor.OrganisationLimits;
import dev.graft.executor.PoolState;
import dev.graft.executor.SchedulingPolicy;
import dev.graft.executor.Slot;
import dev.graft.executor.SlotPool;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobFolder;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobRepository;
import dev.graft.job.Placement;
import dev.graft.job.RunningJobFacts;
import dev.graft.server.ThisServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hands out slots: who holds what is read, decided on and written in one transaction that one server at a time may have, so that servers agree
 * on slots that they share and on what an organisation may hold.
 */
@ApplicationScoped
@Transactional
public class SlotGrants {

    private final ThisServer self;
    private final ServerRepository servers;
    private final JobRepository jobs;
    private final JobLifecycle lifecycle;
    private final JobFiles files;
    private final SlotPool pool;
    private final SchedulingPolicy policy;
    private final OrganisationLimits limits;

    /** For the container's proxy. */
    protected SlotGrants() {
        this(null, null, null, null, null, null, null, null);
    }

    @Inject
    public SlotGrants(
            ThisServer self,
            ServerRepository servers,
            JobRepository jobs,
            JobLifecycle lifecycle,
            JobFiles files,
            SlotPool pool,
            SchedulingPolicy policy,
            OrganisationLimits limits) {
        this.self = self;
        this.servers = servers;
        this.jobs = jobs;
        this.lifecycle = lifecycle;
        this.files = files;
        this.pool = pool;
        this.policy = policy;
        this.limits = limits;
    }

    /**
     * What came of one turn.
     *
     * @param state what was decided on
     * @param decision what the policy said
     * @param started the jobs that are Running now, and wait for their workers
     */
    record Turn(PoolState state, Decision decision, List<Started> started) {}

    /**
     * A job that has got its slots.
     *
     * @param job as it is stored
     * @param slots its slots
     */
    record Started(Job job, List<Slot> slots) {}

    /**
     * Gives this server's free slots to ready jobs.
     *
     * @return empty if it is another server's turn now
     */
    public Optional<Turn> give(List<PoolState.Waiting> ready, Instant now) {
        if (!servers.takeTurn()) {
            return Optional.empty();
        }
        PoolState state = new PoolState(pool.slots(), running(), ready, quotas(ready), now);
        Decision decision = policy.decide(state);
        List<Started> started = new ArrayList<>();
        for (Decision.Grant grant : decision.grants()) {
            Optional<Job> queued = jobs.find(grant.id());
            queued.flatMap(job -> lifecycle.started(job.id(), place(grant.slots()), statusSize(files.of(job))))
                    .ifPresent(job -> started.add(new Started(job, grant.slots())));
        }
        return Optional.of(new Turn(state, decision, started));
    }

    private Placement place(List<Slot> slots) {
        String executor = slots.get(0).executor();
        boolean local = pool.executor(executor).orElseThrow().local();
        return new Placement(
                self.id(),
                local ? Optional.of(self.host()) : Optional.empty(),
                executor,
                slots.stream().map(Slot::id).toList());
    }

    private List<PoolState.Running> running() {
        return jobs.running().stream().map(job -> new PoolState.Running(job.id(), job.org(), held(job))).toList();
    }

    /** Slots of another machine count for their organisation, and are none of those here though they may bear the same ids. */
    private Set<String> held(RunningJobFacts job) {
        Optional<String> elsewhere = job.place().host().filter(host -> !host.equals(self.host()));
        return job.place().slots().stream()
                .map(slot -> elsewhere.map(host -> host + ":" + slot).orElse(slot))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Map<String, Integer> quotas(List<PoolState.Waiting> ready) {
        Map<String, Integer> quotas = new HashMap<>();
        ready.stream().map(PoolState.Waiting::org).distinct().forEach(org -> limits.slots(org).ifPresent(slots -> quotas.put(org, slots)));
        return quotas;
    }

    private static long statusSize(JobFolder folder) {
        try {
            return Files.exists(folder.status()) ? Files.size(folder.status()) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("the status file " + folder.status() + " cannot be looked at", e);
        }
    }
}
