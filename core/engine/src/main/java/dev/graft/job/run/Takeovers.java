// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.cluster.Heartbeat;
import dev.graft.cluster.Server;
import dev.graft.executor.SlotPool;
import dev.graft.job.Job;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobRepository;
import dev.graft.job.Placement;
import dev.graft.job.RunningJobFacts;
import dev.graft.server.ThisServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over the Running jobs of servers that are gone, those of an earlier start of this one above all. What ran on a machine goes to a
 * server of that machine as long as there is one; what any server can reach goes to the first that comes. Wishes to stop a job that were
 * not heard at once are heard here too.
 */
@ApplicationScoped
public class Takeovers {

    private static final Logger LOG = LoggerFactory.getLogger(Takeovers.class);

    private final ThisServer self;
    private final Heartbeat heartbeat;
    private final JobRepository jobs;
    private final JobLifecycle lifecycle;
    private final JobRunner runner;
    private final SlotPool pool;

    /** For the container's proxy. */
    protected Takeovers() {
        this(null, null, null, null, null, null);
    }

    @Inject
    public Takeovers(
            ThisServer self, Heartbeat heartbeat, JobRepository jobs, JobLifecycle lifecycle, JobRunner runner, SlotPool pool) {
        this.self = self;
        this.heartbeat = heartbeat;
        this.jobs = jobs;
        this.lifecycle = lifecycle;
        this.runner = runner;
        this.pool = pool;
    }

    /** Looks at every Running job once. */
    void look() {
        List<RunningJobFacts> running = jobs.running();
        // After that: a server that has just begun, and started one of these jobs, is among those who live.
        heartbeat.beat();
        Set<UUID> alive = heartbeat.aliveIds();
        for (RunningJobFacts job : running) {
            UUID server = job.place().server();
            if (server.equals(self.id())) {
                job.stop().ifPresent(grace -> runner.stopOnce(job.id(), grace));
            } else if (!alive.contains(server) && reachable(job)) {
                lifecycle.takenOver(job.id(), server, self.id()).filter(taken -> !taken.isSearch()).ifPresent(runner::takeUp);
            }
        }
        heartbeat.forgetGone();
    }

    /** As {@link #look}; what fails is looked at again next time. */
    void lookOrTell() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warn("jobs of servers that are gone could not be looked for, trying again soon: {}", e.toString());
        }
    }

    /** Whether this server is the one to take a job; where no other could do better it is. */
    private boolean reachable(RunningJobFacts job) {
        Placement place = job.place();
        if (job.search()) {
            return true;
        }
        if (place.host().isPresent()) {
            String host = place.host().get();
            return host.equals(self.host()) || heartbeat.alive().stream().map(Server::host).noneMatch(host::equals);
        }
        return pool.executor(place.executor()).isPresent()
                || heartbeat.alive().stream()
                        .flatMap(server -> server.offers().stream())
                        .noneMatch(offer -> offer.executor().equals(place.executor()));
    }
}
