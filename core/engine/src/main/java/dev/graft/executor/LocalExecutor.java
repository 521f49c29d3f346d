// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.LaunchPlan;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the embedded form of a plan in a process of this machine. The process has a session of its own and outlives the server; a later
 * server finds it by its pid and token and goes on watching it. Where a process of the same kind stands by, it takes the work.
 */
public final class LocalExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(LocalExecutor.class);

    /** Name of this executor. */
    public static final String NAME = "local";

    /** A shell writes its pid right after it has made the file; half a second is for a machine out of breath. */
    private static final int PID_LOOKS = 50;

    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    /** How long a worker has the cores to itself before the process is started that stands by for the next one. */
    private static final Duration RESTOCK_AFTER = Duration.ofSeconds(2);

    private final List<Slot> slots;
    private final WorkerCommand command;
    private final StandbyPool standby;
    private final ScheduledExecutorService timer;

    /** As below, without processes that stand by. */
    public LocalExecutor(List<Slot> slots, WorkerSettings settings, ScheduledExecutorService timer) {
        this(slots, settings, new StandbyPool(0, settings.cache(), timer), timer);
    }

    /**
     * An executor.
     *
     * @param slots its slots
     * @param standby processes that wait for work of the kinds that came before
     * @param timer threads for watching and for the end of grace periods; short work only
     */
    public LocalExecutor(List<Slot> slots, WorkerSettings settings, StandbyPool standby, ScheduledExecutorService timer) {
        this.slots = List.copyOf(slots);
        this.command = new WorkerCommand(settings);
        this.standby = standby;
        this.timer = timer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Slot> slots() {
        return slots;
    }

    @Override
    public boolean local() {
        return true;
    }

    @Override
    public boolean canRun(LaunchPlan plan) {
        return plan.embedded().isPresent();
    }

    @Override
    public Worker start(Work work) {
        EmbeddedForm form = work.plan().embedded()
                .orElseThrow(() -> new GraftException(
                        StandardError.NO_SUCH_RESOURCES,
                        "Action " + work.action() + " of " + work.architecture()
                                + " runs in a container only, and this server has no container executor."));
        AttemptFolder files = AttemptFolder.of(work.attempt());
        try {
            files.create();
            work.timeLimit().ifPresent(limit -> files.limit(Instant.now().plus(limit)));
            Path jobFile = JobFileWriter.write(work);
            Optional<StandbyKind> kind = kind(work, form);
            Optional<ProcessHandle> ready = kind.flatMap(standby::take).flatMap(process -> take(process, work, form, files, jobFile));
            Worker worker = new LocalWorker(ready.isPresent() ? ready.get() : spawn(work, form, files, jobFile), files, timer);
            kind.ifPresent(next -> restock(next, worker));
            return worker;
        } catch (IOException e) {
            throw new GraftException(
                    StandardError.INTERNAL,
                    "The worker process could not be started: " + e.getMessage()
                            + ". An administrator should check the server's disk and the programs setsid and sh.",
                    e);
        }
    }

    /** Starts a process that stands by for work of that kind; nothing if there are enough, or if none can. */
    public void prepare(Work like) {
        like.plan().embedded().flatMap(form -> kind(like, form)).ifPresent(kind -> standby.restock(kind, command));
    }

    private Optional<StandbyKind> kind(Work work, EmbeddedForm form) {
        return StandbyKind.of(work, form, command.environment(work, System.getenv(), Path.of("")));
    }

    private static Optional<ProcessHandle> take(StandbyProcess process, Work work, EmbeddedForm form, AttemptFolder files, Path jobFile) {
        try {
            return Optional.of(process.take(work, files, WorkerCommand.arguments(form, jobFile)));
        } catch (IOException e) {
            LOG.warn("a process that stood by for {} is of no use, starting another: {}", form.mainClass(), e.toString());
            return Optional.empty();
        }
    }

    private ProcessHandle spawn(Work work, EmbeddedForm form, AttemptFolder files, Path jobFile) throws IOException {
        Path temporary = Files.createDirectories(work.attempt().folder().resolve("tmp"));
        ProcessBuilder builder = new ProcessBuilder(command.of(work, form, files, jobFile, temporary))
                .directory(work.attempt().folder().toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.appendTo(work.logFile().toFile()));
        var environment = command.environment(work, System.getenv(), temporary);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start().toHandle();
    }

    /** A while after the worker's start, or at its end if that comes first. */
    private void restock(StandbyKind kind, Worker worker) {
        try {
            ScheduledFuture<?> later =
                    timer.schedule(() -> standby.restock(kind, command), RESTOCK_AFTER.toMillis(), TimeUnit.MILLISECONDS);
            worker.end().thenRun(() -> {
                if (later.cancel(false)) {
                    standby.restock(kind, command);
                }
            });
        } catch (RejectedExecutionException e) {
            // The server is stopping; the worker outlives it, and nobody needs to stand by.
            standby.close();
        }
    }

    @Override
    public Worker reattach(Attempt attempt) {
        AttemptFolder files = AttemptFolder.of(attempt);
        if (files.preempt()) {
            return Worker.ended(WorkerEnd.neverStarted());
        }
        OptionalLong pid = awaitPid(files);
        if (pid.isEmpty()) {
            return Worker.ended(WorkerEnd.neverStarted());
        }
        ProcessGroup group = new ProcessGroup(pid.getAsLong());
        String token = files.standby().map(Path::toString).orElseGet(attempt::token);
        if (!group.leaderHas(token)) {
            group.killOrphans(token);
            files.clearStandby();
            return Worker.ended(files.end());
        }
        return ProcessHandle.of(pid.getAsLong())
                .<Worker>map(leader -> new LocalWorker(leader, files, timer))
                .orElseGet(() -> Worker.ended(files.end()));
    }

    private static OptionalLong awaitPid(AttemptFolder files) {
        OptionalLong pid = files.pid();
        for (int look = 0; pid.isEmpty() && look < PID_LOOKS; look++) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            pid = files.pid();
        }
        return pid;
    }
}
