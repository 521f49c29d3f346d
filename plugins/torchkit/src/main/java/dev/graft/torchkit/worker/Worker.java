// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.status.StatusLine.State;
import dev.graft.spi.worker.ExitCode;
import dev.graft.spi.worker.WorkerJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A worker process from its start to its exit code. The main class of a plugin hands it the actions that it knows, as suppliers, so that
 * nothing native is loaded before the status file says STARTED.
 *
 * <p>On SIGTERM the action is asked to stop, and the process ends with {@link ExitCode#TERMINATED} when it has. If it has not within
 * {@link #GRACE_MILLIS}, the process kills itself and what the action did since its last checkpoint is lost.
 */
public final class Worker {

    /** Longest wait after SIGTERM, below the three seconds after which a server kills. */
    static final long GRACE_MILLIS = 2500;

    private static final Logger LOG = Logger.getLogger(Worker.class.getName());

    private final Map<Action, Supplier<WorkerAction>> actions;
    private final StopSignal stop;

    /**
     * A worker.
     *
     * @param actions what it can do
     * @param stop asks the running action to end
     */
    public Worker(Map<Action, Supplier<WorkerAction>> actions, StopSignal stop) {
        this.actions = Map.copyOf(actions);
        this.stop = stop;
    }

    /** Runs the job of a process whose only argument is the job file, and ends the process. Never returns. */
    public static void main(String[] arguments, Map<Action, Supplier<WorkerAction>> actions) {
        WorkerLog.configure();
        leaveMemoryToTheMachine();
        StopSignal stop = new StopSignal();
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(stop, main), "stop"));
        ExitCode exit;
        if (arguments.length == 1) {
            exit = new Worker(actions, stop).run(Path.of(arguments[0]));
        } else {
            LOG.severe("one argument is expected, the path of the job file, not " + arguments.length);
            exit = ExitCode.USER;
        }
        // Not System.exit: after a stop it would wait for the hook that waits for this thread.
        System.out.flush();
        Runtime.getRuntime().halt(exit.code());
    }

    /**
     * JavaCPP by itself ends a process whose native memory is four times its Java heap; a worker's heap is small on purpose. Has to be said
     * before JavaCPP is loaded.
     */
    public static void leaveMemoryToTheMachine() {
        for (String limit : List.of("org.bytedeco.javacpp.maxBytes", "org.bytedeco.javacpp.maxPhysicalBytes")) {
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, "0");
            }
        }
    }

    /** Runs the job of a job file and tells its end to the status file. */
    public ExitCode run(Path jobFile) {
        WorkerJob job;
        try {
            job = WorkerJob.read(jobFile);
        } catch (IOException e) {
            LOG.log(Level.SEVERE, "the job file " + jobFile + " cannot be read", e);
            return ExitCode.INTERNAL;
        }
        StatusFile status = new StatusFile(job.statusFile());
        status.append(State.STARTED, "Starting " + job.action() + " of " + job.architecture() + ".");
        try {
            String message = action(job).run(new WorkerContext(job, status, stop));
            status.append(State.SUCCESS, message);
            LOG.info(message);
            return ExitCode.SUCCESS;
        } catch (IOException | RuntimeException | Error e) {
            return failed(status, e);
        }
    }

    private static ExitCode failed(StatusFile status, Throwable error) {
        Failure failure = Failure.of(error);
        switch (failure.exit()) {
            case TERMINATED -> LOG.info(failure.message());
            case USER -> LOG.severe(failure.message());
            default -> LOG.log(Level.SEVERE, failure.message(), error);
        }
        status.append(State.FAILURE, failure.message());
        return failure.exit();
    }

    private WorkerAction action(WorkerJob job) {
        Supplier<WorkerAction> action = actions.get(job.action());
        if (action == null) {
            throw new GraftException(
                    StandardError.ACTION_NOT_ALLOWED,
                    "the worker of " + job.architecture() + " cannot " + job.action() + "; it can "
                            + String.join(", ", actions.keySet().stream().map(Action::wireName).sorted().toList()));
        }
        return action.get();
    }

    private static void awaitEnd(StopSignal stop, Thread main) {
        stop.request();
        try {
            main.join(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.warning("the action did not stop in time; what it did since its last checkpoint is lost");
        kill();
    }

    /** An orderly exit would take libtorch apart under the thread that still computes with it, which ends in a crash and its dump. */
    private static void kill() {
        try {
            new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start().waitFor();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "this process cannot kill itself and exits instead", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.TERMINATED.code());
    }
}
