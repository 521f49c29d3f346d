// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.executor.Attempt;
import dev.graft.executor.Executor;
import dev.graft.executor.Slot;
import dev.graft.executor.SlotPool;
import dev.graft.executor.Worker;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobFolder;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobRepository;
import dev.graft.job.JobResult;
import dev.graft.job.JobState;
import dev.graft.job.LogSignals;
import dev.graft.job.ReportReceived;
import dev.graft.job.StopRequested;
import dev.graft.server.Background;
import dev.graft.spi.error.GraftException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts workers for jobs that have their slots, watches them, and hands their end on. */
@ApplicationScoped
public class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    /** How long a worker that should have been stopped by an earlier server may take to end. */
    private static final Duration STOP_GRACE = Duration.ofMillis(1500);

    /** How often new status lines are looked for: one size check per running job, well within the second in which an end is to be seen. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

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
        this(null, null, null, null, null, null, null, null, null);
    }

    @Inject
    public JobRunner(
            JobRepository jobs,
            JobLifecycle lifecycle,
            Launch launch,
            JobEnd ending,
            JobFiles files,
            SlotPool pool,
            LogSignals signals,
            @Background ExecutorService threads,
            @Background ScheduledExecutorService timer) {
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

    /** Reserves the slots for a Pending job and starts it on a thread of its own; nothing happens if it is not Pending any more. */
    public void run(UUID jobId, List<Slot> slots) {
        Job queued = jobs.find(jobId).orElse(null);
        if (queued == null) {
            return;
        }
        List<String> ids = slots.stream().map(Slot::id).toList();
        lifecycle.started(jobId, slots.get(0).executor(), ids, size(files.of(queued)))
                .ifPresent(job -> threads.execute(() -> start(job, slots)));
    }

    /** Takes up every job that an earlier server left Running: its worker runs on, has ended, or is gone. */
    public void recover() {
        for (Job job : jobs.inState(JobState.RUNNING)) {
            if (job.isSearch()) {
                continue;
            }
            LOG.info("job {} Running: taken up again after a restart of the server", job.id());
            threads.execute(() -> reattach(job));
        }
    }

    /** Whether this server watches a worker of that job. */
    public boolean watches(UUID jobId) {
        return running.containsKey(jobId);
    }

    void stop(@Observes(during = TransactionPhase.AFTER_SUCCESS) StopRequested request) {
        // A job that is still being started is stopped by its start, which looks for the request when the worker is up.
        Optional.ofNullable(running.get(request.jobId())).ifPresent(job -> job.worker().stop(request.grace()));
    }

    void look(@Observes(during = TransactionPhase.AFTER_SUCCESS) ReportReceived report) {
        Optional.ofNullable(running.get(report.jobId())).ifPresent(job -> threads.execute(() -> look(job)));
    }

    private void start(Job job, List<Slot> slots) {
        try {
            watch(job, launch.start(job, slots));
        } catch (GraftException e) {
            lifecycle.failed(job.id(), job.result(), e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.error("job {} could not be started", job.id(), e);
            lifecycle.failed(
                    job.id(), job.result(), "The server could not start this job; its administrator finds the cause in the server's log.");
        }
    }

    private void reattach(Job job) {
        Optional<Executor> executor = job.executor().flatMap(pool::executor);
        if (executor.isEmpty()) {
            ending.executorGone(job);
            return;
        }
        try {
            watch(job, executor.get().reattach(new Attempt(job.id().toString(), job.attempt(), files.of(job).root())));
        } catch (IOException | RuntimeException e) {
            LOG.error("job {} could not be taken up again; trying once more", job.id(), e);
            timer.schedule(() -> threads.execute(() -> reattach(job)), 5, TimeUnit.SECONDS);
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
                    ending.finish(watched, end, () -> running.remove(job.id()));
                },
                threads);
        jobs.find(job.id()).flatMap(Job::stopRequestedBy).ifPresent(who -> worker.stop(STOP_GRACE));
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
                lifecycle.reported(job.id(), look.result());
                job.markStored(look.result());
            }
            return look.changed() || look.linesCame() || look.logGrew();
        }
    }

    private static long size(JobFolder folder) {
        try {
            return Files.exists(folder.status()) ? Files.size(folder.status()) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException("the status file " + folder.status() + " cannot be looked at", e);
        }
    }
}
