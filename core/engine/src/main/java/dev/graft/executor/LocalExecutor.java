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
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the embedded form of a plan in a process of this machine. The process has a session of its own and outlives the server; a later
 * server finds it by its pid and token and goes on watching it.
 */
public final class LocalExecutor implements Executor {

    /** Name of this executor. */
    public static final String NAME = "local";

    /** A shell writes its pid right after it has made the file; half a second is for a machine out of breath. */
    private static final int PID_LOOKS = 50;

    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    private final List<Slot> slots;
    private final WorkerCommand command;
    private final ScheduledExecutorService timer;

    /**
     * An executor.
     *
     * @param slots its slots
     * @param timer threads for watching and for the end of grace periods; short work only
     */
    public LocalExecutor(List<Slot> slots, WorkerSettings settings, ScheduledExecutorService timer) {
        this.slots = List.copyOf(slots);
        this.command = new WorkerCommand(settings);
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
            Path temporary = Files.createDirectories(work.attempt().folder().resolve("tmp"));
            Path jobFile = JobFileWriter.write(work);
            ProcessBuilder builder = new ProcessBuilder(command.of(work, form, files, jobFile, temporary))
                    .directory(work.attempt().folder().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(Redirect.appendTo(work.logFile().toFile()));
            var environment = command.environment(work, System.getenv(), temporary);
            builder.environment().clear();
            builder.environment().putAll(environment);
            return new LocalWorker(builder.start().toHandle(), files, timer);
        } catch (IOException e) {
            throw new GraftException(
                    StandardError.INTERNAL,
                    "The worker process could not be started: " + e.getMessage()
                            + ". An administrator should check the server's disk and the programs setsid and sh.",
                    e);
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
        if (!group.leaderHas(attempt.token())) {
            group.killOrphans(attempt.token());
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
