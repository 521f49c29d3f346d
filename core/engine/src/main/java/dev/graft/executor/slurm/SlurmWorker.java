// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.slurm;

import dev.graft.executor.Attempt;
import dev.graft.executor.AttemptFolder;
import dev.graft.executor.Worker;
import dev.graft.executor.WorkerEnd;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Slurm job of one attempt. */
final class SlurmWorker implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(SlurmWorker.class);

    /** How long a worker whose time is over may take to write a checkpoint. */
    private static final Duration LIMIT_GRACE = Duration.ofSeconds(30);

    /** How late a file on a network file system may be. */
    private static final Duration LATE_FILES = Duration.ofSeconds(30);

    private final String name;
    private final AttemptFolder files;
    private final SlurmPrograms programs;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final Consumer<String> told;
    private final CompletableFuture<WorkerEnd> end = new CompletableFuture<>();

    private Optional<Instant> over = Optional.empty();
    private boolean stopped;
    private boolean preempted;
    private boolean submitted;
    private String reason = "";

    /**
     * A worker.
     *
     * @param told takes what its job waits for in Slurm's queue
     */
    SlurmWorker(
            Attempt attempt, SlurmPrograms programs, ExecutorService threads, ScheduledExecutorService timer, Consumer<String> told) {
        this.name = Submission.name(attempt);
        this.files = AttemptFolder.of(attempt);
        this.programs = programs;
        this.threads = threads;
        this.timer = timer;
        this.told = told;
    }

    /** Name of its job. */
    String name() {
        return name;
    }

    @Override
    public CompletableFuture<WorkerEnd> end() {
        return end;
    }

    @Override
    public synchronized void stop(Duration grace) {
        stopped = true;
        if (submitted && !end.isDone()) {
            threads.execute(() -> cancel(grace));
        }
    }

    /** Whether it was asked to stop. */
    synchronized boolean stopped() {
        return stopped;
    }

    /** Its job is in Slurm's queue. */
    synchronized void inQueue() {
        submitted = true;
        files.limit().ifPresent(this::endAt);
        if (stopped) {
            threads.execute(() -> cancel(Duration.ZERO));
        }
    }

    /** It has ended without a job in Slurm's queue. */
    void finish(WorkerEnd reached) {
        end.complete(reached);
    }

    /** Takes a look at the queue. */
    synchronized void look(Map<String, QueueEntry> jobs) {
        Optional<QueueEntry> entry = Optional.ofNullable(jobs.get(name));
        boolean active = entry.filter(found -> found.state().active()).isPresent();
        over = active ? Optional.empty() : over.or(() -> Optional.of(Instant.now()));
        boolean patient = over.filter(since -> Instant.now().isAfter(since.plus(LATE_FILES))).isEmpty();
        entry.filter(found -> found.state() == SlurmState.PENDING).ifPresent(this::tell);
        SlurmVerdict.of(new SlurmVerdict.Look(entry, files.begun(), files.exitCode(), files.overrun(), stopped, patient))
                .ifPresent(end::complete);
    }

    private void tell(QueueEntry entry) {
        if (!entry.reason().equals(reason)) {
            reason = entry.reason();
            told.accept("Waiting in Slurm's queue (" + reason + ").");
        }
    }

    private void endAt(Instant limit) {
        timer.schedule(
                () -> {
                    if (!end.isDone()) {
                        files.markOverrun();
                        stop(LIMIT_GRACE);
                    }
                },
                Math.max(0, Duration.between(Instant.now(), limit).toMillis()),
                TimeUnit.MILLISECONDS);
    }

    private void cancel(Duration grace) {
        if (preempt()) {
            scancel(List.of());
        } else if (grace.isZero()) {
            kill();
        } else {
            scancel(List.of("--full", "--signal=TERM"));
            timer.schedule(() -> threads.execute(this::kill), grace.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Makes sure that a job that still waits does not run; false if it runs. */
    private synchronized boolean preempt() {
        preempted = preempted || files.preempt();
        return preempted;
    }

    private void kill() {
        if (!end.isDone()) {
            scancel(List.of("--full", "--signal=KILL"));
            scancel(List.of());
        }
    }

    private void scancel(List<String> options) {
        List<String> command = new ArrayList<>(List.of("scancel", "--quiet", "--name=" + name));
        command.addAll(options);
        try {
            programs.run(command);
        } catch (IOException e) {
            LOG.warn("Slurm job {} could not be cancelled, trying again: {}", name, e.toString());
            timer.schedule(() -> threads.execute(() -> scancelAgain(options)), 5, TimeUnit.SECONDS);
        }
    }

    private void scancelAgain(List<String> options) {
        if (!end.isDone()) {
            scancel(options);
        }
    }
}
