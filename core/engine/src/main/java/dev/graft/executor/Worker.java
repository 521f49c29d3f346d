// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A worker that was started. Thread safe. */
public interface Worker {

    /** Completes, never exceptionally, when none of its processes is left. */
    CompletableFuture<WorkerEnd> end();

    /**
     * Asks it to end and returns at once; after the grace period it is killed, with all its processes. Later calls may only shorten the grace
     * period.
     */
    void stop(Duration grace);

    /** A worker that has ended. */
    static Worker ended(WorkerEnd end) {
        return new EndedWorker(CompletableFuture.completedFuture(end));
    }
}
