// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.job.Job;
import dev.graft.job.JobRepository;
import dev.graft.job.JobState;
import dev.graft.job.JobStateChanged;
import dev.graft.job.SearchBegun;
import dev.graft.job.StopRequested;
import dev.graft.job.TrialReported;
import dev.graft.server.Background;
import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes searches: when they begin, when one of their trials reports or any job ends, when they are stopped, and after a restart of the
 * server. Each search is conducted on one thread at a time; wakes that come meanwhile make one more round. Nothing is polled.
 */
@ApplicationScoped
public class SearchController {

    private static final Logger LOG = LoggerFactory.getLogger(SearchController.class);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    private final JobRepository jobs;
    private final SearchConductor conductor;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;

    private final Map<UUID, Round> rounds = new ConcurrentHashMap<>();

    /** For the container's proxy. */
    protected SearchController() {
        this(null, null, null, null);
    }

    @Inject
    public SearchController(
            JobRepository jobs,
            SearchConductor conductor,
            @Background ExecutorService threads,
            @Background ScheduledExecutorService timer) {
        this.jobs = jobs;
        this.conductor = conductor;
        this.threads = threads;
        this.timer = timer;
    }

    /** The wakes of one search and what is remembered between them. */
    private static final class Round {
        private final AtomicInteger wakes = new AtomicInteger();
        private volatile Conduct conduct = new Conduct();
    }

    /** Goes on with every search that this server answers for, as it has taken over those of servers that are gone. */
    void start(@Observes @Priority(StartOrder.SEARCHES) ServerStarted started) {
        start();
    }

    /** As the container's start does. */
    public void start() {
        jobs.inState(JobState.RUNNING).stream().filter(Job::isSearch).forEach(job -> {
            LOG.info("search {} Running: taken up again after a restart of the server", job.id());
            wake(job.id());
        });
    }

    public void searchBegun(@Observes(during = TransactionPhase.AFTER_SUCCESS) SearchBegun begun) {
        rounds.computeIfAbsent(begun.jobId(), id -> new Round()).conduct = new Conduct();
        wake(begun.jobId());
    }

    public void trialReported(@Observes(during = TransactionPhase.AFTER_SUCCESS) TrialReported report) {
        // One that is not known here is another server's.
        if (rounds.containsKey(report.searchId())) {
            wake(report.searchId());
        }
    }

    /** The end of any job may be that of a trial, and frees slots for trials. */
    public void jobChanged(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobStateChanged change) {
        if (change.state().ended()) {
            rounds.keySet().forEach(this::wake);
        }
    }

    public void stopRequested(@Observes(during = TransactionPhase.AFTER_SUCCESS) StopRequested request) {
        Round round = rounds.get(request.jobId());
        if (round != null) {
            round.conduct.allow(request.grace());
            wake(request.jobId());
        }
    }

    private void wake(UUID searchId) {
        Round round = rounds.computeIfAbsent(searchId, id -> new Round());
        if (round.wakes.getAndIncrement() == 0) {
            try {
                threads.execute(() -> conduct(searchId, round));
            } catch (RejectedExecutionException e) {
                LOG.info("search {} is left to the next start of the server", searchId);
            }
        }
    }

    private void conduct(UUID searchId, Round round) {
        boolean over = false;
        int seen;
        do {
            seen = round.wakes.get();
            try {
                over = !conductor.advance(searchId, round.conduct);
            } catch (RuntimeException e) {
                round.conduct = new Conduct();
                LOG.warn("search {} could not go on, trying again in {} s", searchId, TRY_AGAIN.toSeconds(), e);
                timer.schedule(() -> wake(searchId), TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        } while (!round.wakes.compareAndSet(seen, 0));
        if (over) {
            rounds.remove(searchId, round);
        }
    }
}
