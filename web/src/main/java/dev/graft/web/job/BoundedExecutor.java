// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.job;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs at most so many tasks at once on the threads of another, the others in their order, so that news for a thousand clients do not take a
 * thousand threads and database connections.
 */
final class BoundedExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedExecutor.class);

    private final Executor threads;
    private final int most;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    BoundedExecutor(Executor threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (running == most) {
                waiting.add(task);
                return;
            }
            running++;
        }
        try {
            threads.execute(() -> runFrom(task));
        } catch (RuntimeException refused) {
            synchronized (this) {
                running--;
            }
            throw refused;
        }
    }

    private void runFrom(Runnable first) {
        for (Optional<Runnable> task = Optional.of(first); task.isPresent(); task = next()) {
            try {
                task.get().run();
            } catch (RuntimeException e) {
                LOG.warn("a task has failed", e);
            }
        }
    }

    private synchronized Optional<Runnable> next() {
        Optional<Runnable> task = Optional.ofNullable(waiting.poll());
        if (task.isEmpty()) {
            running--;
        }
        return task;
    }
}
