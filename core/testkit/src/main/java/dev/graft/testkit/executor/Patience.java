// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import dev.graft.executor.Worker;
import dev.graft.executor.WorkerEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Waits for what processes do, and fails with a word for what did not come. */
public final class Patience {

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private Patience() {}

    /** Something that a test waits for. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits until a condition holds. */
    public static void await(String what, Duration limit, Condition condition) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + limit + " in vain for " + what);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /** Waits for the end of a worker. */
    public static WorkerEnd end(Worker worker, Duration limit) {
        try {
            return worker.end().get(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("waited " + limit + " in vain for the worker's end", e);
        } catch (ExecutionException e) {
            throw new AssertionError("a worker's end must not be exceptional", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the worker's end", e);
        }
    }
}
