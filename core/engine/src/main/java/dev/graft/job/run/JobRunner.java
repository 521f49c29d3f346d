// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.executor.Attempt;
import dev.graft.executor.Executor;
import dev.graft.executor.Slot;
import dev.graft.executor.SlotPool;
import dev.graft.executor.UnreachableWorker;
import dev.graft.executor.Worker;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobRepository;
import dev.graft.job.LogSignals;
import dev.graft.job.Placement;
import dev.graft.job.ReportReceived;
import dev.graft.job.StopRequested;
import dev.graft.server.Background;
import dev.graft.server.ThisServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts workers for jobs that have their slots, watches them, and hands their end on. */
@ApplicationScoped
public class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** How often new status lines are looked for: one size check per running job, well within the second in which an end is to be seen. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** When it is tried again to watch a worker. */
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final ThisServer self;
    private final JobRepository jobs;
    private final JobLifecycle lifecycle;
    private final Launch launch;
    private final JobEnd ending;
    private final JobFiles files;
    private final SlotPool pool;
    private final LogSignals signals;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;

    private final Map<UUID, RunningJob> running = new ConcurrentHashMap<>();

    /** For the container's proxy. */
    protected JobRunner() {
        this(null, null, null, null, null, null, null, null, null, null);
    }

    @Inject
    public JobRunner(
            ThisServer self,
            JobRepository jobs,
            JobLifecycle lifecycle,
            Launch launch,
            JobEnd ending,
            JobFiles files,
            SlotPool pool,
            LogSignals signals,
            @Background ExecutorService threads,
            @Background ScheduledExecutorService timer) {
        this.self = self;
        this.jobs = jobs;
        this.lifecycle = lifecycle;
        this.launch = launch;
        this.ending = ending;
        this.files = files;
        this.pool = pool;
        this.signals = signals;
        this.threads = threads;
        this.timer = timer;
    }

    /** Starts a job that has got its slots, on a thread of its own. */
    void start(Job job, List<Slot> slots) {
        threads.execute(() -> launch(job, slots));
    }

    /** Takes up a job that a server which is gone left Running: its worker runs on, has ended, or is gone too. */
    void takeUp(Job job) {
        threads.execute(() -> reattach(job));
    }

    /** Stops a job whose server did not hear of the wish at once. */
    void stopOnce(UUID jobId, Duration grace) {
        Optional.ofNullable(running.get(jobId)).filter(RunningJob::markStopped).ifPresent(job -> job.worker().stop(grace));
    }

    void stop(@Observes(during = TransactionPhase.AFTER_SUCCESS) StopRequested request) {
        // A job that is still being started is stopped by its start, which looks for the request when the worker is up.
        Optional.ofNullable(running.get(request.jobId())).ifPresent(job -> {
            job.markStopped();
            job.worker().stop(request.grace());
        });
    }

    void look(@Observes(during = TransactionPhase.AFTER_SUCCESS) ReportReceived report) {
        Optional.ofNullable(running.get(report.jobId())).ifPresent(job -> threads.execute(() -> look(job)));
    }

    private void launch(Job job, List<Slot> slots) {
        Worker worker;
        try {
            worker = launch.start(job, slots);
        } catch (IOException | RuntimeException e) {
            ending.notStarted(job, e);
            return;
        }
        watchOrReattach(job, () -> worker);
    }

    private void reattach(Job job) {
        Optional<Executor> executor = job.executor().flatMap(pool::executor);
        Attempt attempt = new Attempt(job.id().toString(), job.attempt(), files.of(job).root());
        if (isElsewhere(job)) {
            watchOrReattach(job, () -> UnreachableWorker.of(attempt, timer));
        } else if (executor.isEmpty()) {
            ending.executorGone(job);
        } else {
            watchOrReattach(job, () -> executor.get().reattach(attempt));
        }
    }

    /** Whether it ran on a machine whose last server is gone. */
    private boolean isElsewhere(Job job) {
        return job.placement().flatMap(Placement::host).filter(host -> !host.equals(self.host())).isPresent();
    }

    /** A worker that runs is never let go: while the disk or the database is away it is tried again to watch it. */
    private void watchOrReattach(Job job, Supplier<Worker> worker) {
        try {
            watch(job, worker.get());
        } catch (IOException | RuntimeException e) {
            LOG.error("job {} cannot be watched now, trying again in {} s", job.id(), TRY_AGAIN.toSeconds(), e);
            timer.schedule(() -> threads.execute(() -> reattach(job)), TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void watch(Job job, Worker worker) throws IOException {
        RunningJob watched = new RunningJob(job, files.of(job), worker);
        running.put(job.id(), watched);
        ScheduledFuture<?> looks = timer.scheduleWithFixedDelay(
                () -> look(watched), LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        worker.end().thenAcceptAsync(
                end -> {
                    looks.cancel(false);
                    ending.finish(watched, end, () -> running.remove(job.id(), watched));
                },
                threads);
        stopIfAsked(job.id());
    }

    /** Who asked before the job could be found here is heard now, or at the next look of {@link Takeovers}. */
    private void stopIfAsked(UUID jobId) {
        try {
            jobs.find(jobId).filter(job -> job.stopRequestedBy().isPresent()).ifPresent(job -> stopOnce(jobId, job.stopGrace()));
        } catch (RuntimeException e) {
            LOG.warn("it is not known whether job {} shall stop, looking again soon: {}", jobId, e.toString());
        }
    }

    private void look(RunningJob job) {
        try {
            if (storeNews(job)) {
                signals.ring(job.id());
            }
        } catch (IOException | RuntimeException e) {
            // The next look finds the same lines again; a worker does not stop because the server's disk or database is away for a while.
            LOG.warn("status of job {} could not be stored, trying again: {}", job.id(), e.toString());
        }
    }

    /** Looks at its files; by one thread at a time, so that an older result never replaces a newer one. */
    private boolean storeNews(RunningJob job) throws IOException {
        synchronized (job) {
            RunningJob.Look look = job.look();
            if (look.changed()) {
                lifecycle.reported(job.run(), look.result());
                job.markStored(look.result());
            }
            return look.changed() || look.linesCame() || look.logGrew();
        }
    }
}
