// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.archive.FileTree;
import dev.graft.executor.WorkerEnd;
import dev.graft.fault.StoreFaults;
import dev.graft.job.ArtifactStats;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobFolder;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobRepository;
import dev.graft.job.JobResult;
import dev.graft.server.Background;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when a worker has ended: its last words are read, its results packed, its epochs remembered, and its state changed. Each
 * step can be repeated; all are, from the first, as long as the disk or the database refuses.
 */
@ApplicationScoped
public class JobEnd {

    private static final Logger LOG = LoggerFactory.getLogger(JobEnd.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final JobRepository jobs;
    private final JobLifecycle lifecycle;
    private final TrainedEpochs epochs;
    private final DatasetOutcomes outcomes;
    private final JobFiles files;
    private final StoreFaults faults;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;

    /** For the container's proxy. */
    protected JobEnd() {
        this(null, null, null, null, null, null, null, null);
    }

    @Inject
    public JobEnd(
            JobRepository jobs,
            JobLifecycle lifecycle,
            TrainedEpochs epochs,
            DatasetOutcomes outcomes,
            JobFiles files,
            StoreFaults faults,
            @Background ExecutorService threads,
            @Background ScheduledExecutorService timer) {
        this.jobs = jobs;
        this.lifecycle = lifecycle;
        this.epochs = epochs;
        this.outcomes = outcomes;
        this.files = files;
        this.faults = faults;
        this.threads = threads;
        this.timer = timer;
    }

    /**
     * Ends a job whose worker has ended.
     *
     * @param finished told when the job has left the state Running
     */
    void finish(RunningJob watched, WorkerEnd end, Runnable finished) {
        persistently("end of job " + watched.id(), FIRST_PAUSE, () -> {
            JobResult last = watched.last();
            jobs.find(watched.id())
                    .filter(watched.run()::isOf)
                    .ifPresent(job -> settle(job, Outcome.of(job, end, watched.words()), last));
            finished.run();
        });
    }

    /** Ends a job of which nothing could be started, or queues it again if that was not its own fault. */
    void notStarted(Job job, Exception cause) {
        LOG.error("job {} could not be started", job.id(), cause);
        persistently(
                "end of job " + job.id(),
                FIRST_PAUSE,
                () -> jobs.find(job.id())
                        .filter(job.run()::isOf)
                        .ifPresent(now -> settle(now, Outcome.ofStart(now, cause, faults.explain(cause)), now.result())));
    }

    /** Ends a job whose executor is not configured any more. */
    void executorGone(Job job) {
        persistently(
                "end of job " + job.id(),
                FIRST_PAUSE,
                () -> lifecycle.failed(
                        job.run(),
                        job.result(),
                        "The executor " + job.executor().orElse("") + " that ran this job is not configured any more; submit the job again."));
    }

    private void settle(Job job, Outcome outcome, JobResult last) {
        JobFolder folder = files.of(job);
        FileTree.delete(folder.root().resolve("tmp"));
        switch (outcome.kind()) {
            case SUCCEEDED -> succeed(job, folder, last);
            case CANCELED -> lifecycle.canceled(job.run(), last);
            case FAILED -> lifecycle.failed(job.run(), last, outcome.message());
            case REPEAT, QUEUE_AGAIN ->
                lifecycle.requeued(job.run(), outcome.kind() == Outcome.Kind.REPEAT, outcome.pause(), outcome.message());
        }
    }

    private void succeed(Job job, JobFolder folder, JobResult last) {
        Optional<ArtifactStats> packed = pack(job, folder, last);
        packed.ifPresent(stats -> {
            epochs.remember(job, last);
            lifecycle.done(job.run(), last, stats);
        });
    }

    private Optional<ArtifactStats> pack(Job job, JobFolder folder, JobResult last) {
        List<Path> leftOut = outcomes.leftOutOfArchive(job);
        try {
            outcomes.realize(job);
            // The models of a trial stay in its folder until its search has decided what becomes of them; the best goes into the search's archive.
            return Optional.of(ArtifactPacker.pack(
                    folder,
                    file -> (job.searchId().isEmpty() || !epochs.isModel(job, file)) && leftOut.stream().noneMatch(file::startsWith)));
        } catch (IOException | UncheckedIOException e) {
            LOG.error("results of job {} could not be packed", job.id(), e);
            lifecycle.failed(
                    job.run(),
                    last,
                    "The action succeeded, but its results could not be packed (" + e.getClass().getSimpleName()
                            + "), most often because the server's disk is full. Ask an administrator to make room and submit the job again.");
            return Optional.empty();
        }
    }

    /** A step that reads or writes what may be away for a while. */
    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void persistently(String what, Duration pause, Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} could not be stored, trying again in {} s: {}", what, pause.toSeconds(), e.toString());
            Duration doubled = pause.multipliedBy(2);
            Duration next = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            timer.schedule(
                    () -> threads.execute(() -> persistently(what, next, step)), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
