// SPDX-License-Identifier: Apache-2.0
package dev.graft.metrics;

import dev.graft.job.Job;
import dev.graft.job.JobRepository;
import dev.graft.job.JobResultChanged;
import dev.graft.job.JobState;
import dev.graft.job.JobStateChanged;
import dev.graft.server.Background;
import dev.graft.spi.status.StatusLine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts the state changes of jobs and measures how long they wait, start and run. Work of the server itself, not of its requests. */
@ApplicationScoped
public class JobMetrics {

    private final WantedMetrics metrics;
    private final JobRepository jobs;
    private final Clock clock;
    private final ExecutorService threads;

    /** Jobs whose worker has not told anything yet. */
    private final Set<UUID> starting = ConcurrentHashMap.newKeySet();

    /** For the container's proxy. */
    protected JobMetrics() {
        this(null, null, null, null);
    }

    @Inject
    public JobMetrics(WantedMetrics metrics, JobRepository jobs, Clock clock, @Background ExecutorService threads) {
        this.metrics = metrics;
        this.jobs = jobs;
        this.clock = clock;
        this.threads = threads;
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobStateChanged change) {
        metrics.registry().ifPresent(registry -> count(registry, change));
    }

    private void count(MetricRegistry registry, JobStateChanged change) {
        registry.counter(MetricNames.CHANGES, new Tag("state", change.state().label())).inc();
        if (change.state() == JobState.RUNNING) {
            starting.add(change.jobId());
            threads.execute(() -> jobs.find(change.jobId()).ifPresent(this::granted));
        } else if (change.state().ended()) {
            starting.remove(change.jobId());
            threads.execute(() -> jobs.find(change.jobId()).ifPresent(this::ended));
        }
    }

    void told(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobResultChanged change) {
        if (starting.contains(change.jobId())) {
            Instant now = clock.instant();
            threads.execute(() -> jobs.find(change.jobId()).filter(JobMetrics::workerSpoke).ifPresent(job -> spoke(job, now)));
        }
    }

    private void granted(Job job) {
        job.startedOn().ifPresent(start -> record(MetricNames.WAITS, job.pendingSince(), start, new Tag("org", job.org())));
    }

    private void spoke(Job job, Instant now) {
        if (starting.remove(job.id())) {
            record(MetricNames.STARTS, job.pendingSince(), now);
        }
    }

    private void ended(Job job) {
        Optional<Instant> end = job.endedOn();
        if (job.startedOn().isPresent() && end.isPresent()) {
            record(
                    MetricNames.DURATIONS,
                    job.startedOn().get(),
                    end.get(),
                    new Tag("action", job.action().wireName()),
                    new Tag("architecture", job.architecture()),
                    new Tag("state", job.state().label()));
        }
    }

    /** The server's own words bear the state of the job, a worker's that of its status line. */
    private static boolean workerSpoke(Job job) {
        return job.result().detailedStatus().status().filter(JobMetrics::ofWorker).isPresent();
    }

    private static boolean ofWorker(String status) {
        for (StatusLine.State state : StatusLine.State.values()) {
            if (state.name().equals(status)) {
                return true;
            }
        }
        return false;
    }

    private void record(Metadata name, Instant from, Instant to, Tag... tags) {
        Duration time = Duration.between(from, to);
        metrics.registry().ifPresent(registry -> registry.timer(name, tags).update(time.isNegative() ? Duration.ZERO : time));
    }
}
