// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import dev.graft.executor.Worker;
import dev.graft.executor.WorkerEnd;
import dev.graft.executor.container.ContainerFiles.Start;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The container of one attempt: watched to its end, then removed. */
final class ContainerWorker implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerWorker.class);

    private static final Duration STATUS_EVERY = Duration.ofMillis(200);

    /** How long the engine may take to hand over the last output of a container that is over. */
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(10);

    private static final Duration GO_ON_AFTER = Duration.ofSeconds(2);

    /** How long a worker whose time is over may take to write a checkpoint. */
    private static final Duration LIMIT_GRACE = Duration.ofSeconds(30);

    private final Containers containers;
    private final String name;
    private final ContainerFiles files;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<WorkerEnd> end = new CompletableFuture<>();

    private Optional<Duration> stopping = Optional.empty();
    private boolean up;
    private Closeable starting = () -> {};

    ContainerWorker(Containers containers, String name, ContainerFiles files, ScheduledExecutorService timer) {
        this.containers = containers;
        this.name = name;
        this.files = files;
        this.timer = timer;
    }

    @Override
    public CompletableFuture<WorkerEnd> end() {
        return end;
    }

    @Override
    public synchronized void stop(Duration grace) {
        if (end.isDone()) {
            return;
        }
        stopping = Optional.of(grace);
        if (up) {
            timer.execute(() -> terminate(grace));
        } else {
            close(starting);
        }
    }

    /** Whether it was asked to stop before it came up. */
    synchronized boolean stopped() {
        return stopping.isPresent();
    }

    /** Takes what ends the preparations of a start when the worker is stopped meanwhile. */
    synchronized void preparing(Closeable preparation) {
        starting = preparation;
        if (stopped()) {
            close(preparation);
        }
    }

    /** Ends a worker that has never run; its container, if any was made, must be gone. */
    void neverRan(WorkerEnd reason) {
        files.ended(reason);
        end.complete(reason);
    }

    /** Watches a container that was started until it is over, and through all faults of the server's disk; blocks. */
    void watch(Start start) {
        while (!end.isDone() && !Thread.currentThread().isInterrupted()) {
            try {
                watchOnce(start);
            } catch (RuntimeException e) {
                LOG.warn("watching container {} was broken off, going on: {}", name, e.toString());
                LockSupport.parkNanos(GO_ON_AFTER.toNanos());
            }
        }
    }

    private void watchOnce(Start start) {
        Optional<ScheduledFuture<?>> limit = start.work().timeLimitSeconds().stream()
                .mapToObj(seconds -> endAfter(Duration.ofSeconds(seconds)))
                .<ScheduledFuture<?>>map(future -> future)
                .findFirst();
        comeUp();
        Optional<WorkerEnd> seen;
        try {
            seen = follow(start);
        } finally {
            limit.ifPresent(future -> future.cancel(false));
        }
        seen.ifPresent(this::finish);
    }

    private synchronized void comeUp() {
        up = true;
        stopping.ifPresent(grace -> timer.execute(() -> terminate(grace)));
    }

    /** The end of the container; empty if this server stops first. */
    private Optional<WorkerEnd> follow(Start start) {
        StatusCopy status = new StatusCopy(
                start.work().resultsDir(), start.work().statusFile(), size(start.work().statusFile()) - start.statusSize());
        boolean copies = !start.work().writesOwnStatus();
        ScheduledFuture<?> copying = copies
                ? timer.scheduleWithFixedDelay(() -> copy(status), 0, STATUS_EVERY.toMillis(), TimeUnit.MILLISECONDS)
                : null;
        try (LogCopy log = new LogCopy(start.work().logFile(), size(start.work().logFile()) - start.logSize())) {
            containers.copyLog(name, log);
            Optional<ContainerState> state = containers.awaitEnd(name);
            boolean gone = state.isEmpty() && !Thread.currentThread().isInterrupted();
            if (state.isPresent()) {
                log.awaitCompletion(LAST_OUTPUT.toMillis(), TimeUnit.MILLISECONDS);
            }
            return gone ? Optional.of(WorkerEnd.lost()) : state.map(ended -> judge(ended, start));
        } catch (IOException e) {
            throw new UncheckedIOException("the log " + start.work().logFile() + " cannot be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            if (copying != null) {
                copying.cancel(false);
                copy(status);
            }
        }
    }

    private void finish(WorkerEnd seen) {
        files.ended(seen);
        containers.remove(name);
        end.complete(seen);
    }

    private ScheduledFuture<?> endAfter(Duration limit) {
        Duration left = containers.startedAt(name).map(started -> Duration.between(Instant.now(), started.plus(limit))).orElse(limit);
        return timer.schedule(
                () -> {
                    files.markOverrun();
                    stop(LIMIT_GRACE);
                },
                Math.max(0, left.toMillis()),
                TimeUnit.MILLISECONDS);
    }

    private void terminate(Duration grace) {
        if (!grace.isZero()) {
            containers.signal(name, "TERM");
        }
        timer.schedule(this::kill, grace.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void kill() {
        if (!end.isDone()) {
            files.markKilled();
            containers.signal(name, "KILL");
        }
    }

    private WorkerEnd judge(ContainerState state, Start start) {
        return ContainerEnd.of(state, files.overrun(), files.killed(), start.work().memoryLimited());
    }

    private static void copy(StatusCopy status) {
        try {
            status.run();
        } catch (IOException | RuntimeException e) {
            LOG.warn("status lines of a container could not be copied, trying again: {}", e.toString());
        }
    }

    private static void close(Closeable preparation) {
        try {
            preparation.close();
        } catch (IOException e) {
            LOG.warn("the preparation of a container could not be ended: {}", e.toString());
        }
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be looked at", e);
        }
    }
}
