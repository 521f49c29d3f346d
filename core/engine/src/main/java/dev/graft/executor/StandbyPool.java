// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that stand by, each for one job of its kind. A full pool lets the longest waiting one of another kind go. Nobody waits
 * longer than {@link #PATIENCE}. Thread safe.
 */
public final class StandbyPool {

    /** How long a process stands by before its memory is worth more. */
    static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(StandbyPool.class);

    private final int capacity;
    private final Path folder;
    private final ScheduledExecutorService timer;
    private final Deque<StandbyProcess> waiting = new ArrayDeque<>();

    private boolean closed;

    /**
     * An empty pool.
     *
     * @param capacity most processes at a time, 0 for none
     * @param folder where each makes a folder of its own; on the file system of the jobs' folders
     * @param timer for the end of their patience; short work only
     */
    public StandbyPool(int capacity, Path folder, ScheduledExecutorService timer) {
        this.capacity = capacity;
        this.folder = folder;
        this.timer = timer;
    }

    /** A process of that kind, the longest waiting first, which is the pool's no more; empty if there is none. */
    synchronized Optional<StandbyProcess> take(StandbyKind kind) {
        waiting.removeIf(process -> !process.alive());
        Optional<StandbyProcess> found = waiting.stream().filter(process -> process.kind().equals(kind)).findFirst();
        found.ifPresent(waiting::remove);
        return found;
    }

    /** Starts one more process of that kind, unless the pool is full of them. */
    synchronized void restock(StandbyKind kind, WorkerCommand command) {
        waiting.removeIf(process -> !process.alive());
        if (closed || !madeRoom(kind)) {
            return;
        }
        try {
            StandbyProcess process = StandbyProcess.start(kind, command, folder);
            waiting.add(process);
            timer.schedule(() -> expire(process), PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException e) {
            LOG.warn("no worker process can stand by for {}; jobs start without: {}", kind.mainClass(), e.toString());
        } catch (RejectedExecutionException e) {
            // The server is stopping.
            close();
        }
    }

    /** Lets all go, and starts no other. */
    public synchronized void close() {
        closed = true;
        waiting.forEach(StandbyProcess::dismiss);
        waiting.clear();
    }

    private boolean madeRoom(StandbyKind kind) {
        if (waiting.size() >= capacity) {
            waiting.stream().filter(process -> !process.kind().equals(kind)).findFirst().ifPresent(this::dismiss);
        }
        return waiting.size() < capacity;
    }

    private synchronized void expire(StandbyProcess process) {
        if (waiting.contains(process)) {
            dismiss(process);
        }
    }

    private void dismiss(StandbyProcess process) {
        waiting.remove(process);
        process.dismiss();
    }
}
