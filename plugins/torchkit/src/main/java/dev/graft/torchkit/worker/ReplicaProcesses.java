// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.worker.WorkerJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The processes that share a job with this one, on the same machine: copies of this process with the same job, its children, gone with it.
 * When one of them fails, so does the job, with that one's message. Processes that were started by another only know their place.
 */
public final class ReplicaProcesses implements AutoCloseable {

    /** How long the last of the others may take to end, once this process is through. */
    private static final long END_SECONDS = 60;

    /** A process that dies breaks its connections, which is noticed a little before the process is gone. */
    private static final long NOTICE_SECONDS = 3;

    /** This process comes across the death of another one at once, unless it measures the network or waits for the other to come. */
    private static final long UNNOTICED_SECONDS = 3;

    private static final Logger LOG = Logger.getLogger(ReplicaProcesses.class.getName());

    private final Optional<OwnCommand> command;
    private final Optional<Replica> own;
    private final List<ReplicaProcess> others = new ArrayList<>();
    private final CompletableFuture<ReplicaProcess> failed = new CompletableFuture<>();
    private Optional<Path> folder = Optional.empty();
    private volatile boolean closed;

    private ReplicaProcesses(Optional<OwnCommand> command, Optional<Replica> own) {
        this.command = command;
        this.own = own;
    }

    /** No others can be started. */
    public static ReplicaProcesses none() {
        return new ReplicaProcesses(Optional.empty(), Optional.empty());
    }

    /** Others can be started with a main class. */
    static ReplicaProcesses startable(Class<?> mainClass) {
        return new ReplicaProcesses(Optional.of(new OwnCommand(mainClass)), Optional.empty());
    }

    /** The place of a process that was started by the first, with which it ends. */
    static ReplicaProcesses of(Replica own) {
        ProcessHandle.current().parent().ifPresent(first -> first.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        return new ReplicaProcesses(Optional.empty(), Optional.of(own));
    }

    /**
     * Shares a job with others, which are started if this process is the first.
     *
     * @param size number of processes in all, at least 1
     * @return the place of this process
     */
    public Replica share(WorkerJob job, int size) throws IOException {
        if (own.isPresent()) {
            return own.get();
        }
        Path shared = Files.createTempDirectory("replicas");
        folder = Optional.of(shared);
        Path meetingPoint = shared.resolve("meeting-point");
        for (int rank = 1; rank < size; rank++) {
            OwnCommand start = command.orElseThrow(() -> new IllegalStateException("this process cannot start others"));
            ReplicaProcess other = ReplicaProcess.start(new Replica(rank, size, meetingPoint), start, job, shared);
            other.end().thenRun(() -> {
                if (other.hasFailed()) {
                    failed.complete(other);
                }
            });
            others.add(other);
        }
        return new Replica(0, size, meetingPoint);
    }

    /** The failure of another process, if that is why this one failed. */
    Throwable causeOf(Throwable noticed) {
        if (others.isEmpty() || noticed instanceof StopRequestedException || noticed instanceof GraftException) {
            return noticed;
        }
        try {
            return failed.get(NOTICE_SECONDS, TimeUnit.SECONDS).failure(noticed);
        } catch (TimeoutException e) {
            return noticed;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a process is never exceptional", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return noticed;
        }
    }

    /** Tells, from a thread of its own, of the failure of another process that this one does not come across. */
    void whenUnnoticed(Consumer<ReplicaFailedException> listener) {
        failed.thenAcceptAsync(
                other -> {
                    if (!closed) {
                        listener.accept(other.failure(null));
                    }
                },
                CompletableFuture.delayedExecutor(UNNOTICED_SECONDS, TimeUnit.SECONDS));
    }

    /** Waits until the others are through as well. */
    void awaitEnd() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        others.forEach(other -> other.await(deadline - System.nanoTime()));
    }

    /** Ends the others that still run. */
    @Override
    public void close() {
        closed = true;
        others.forEach(ReplicaProcess::kill);
        others.forEach(other -> other.await(TimeUnit.SECONDS.toNanos(NOTICE_SECONDS)));
        folder.ifPresent(ReplicaProcesses::delete);
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the temporary folder " + folder + " cannot be deleted", e);
        }
    }
}
