// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A worker of which nothing is left.
 *
 * @param end complete
 */
record EndedWorker(CompletableFuture<WorkerEnd> end) implements Worker {
    @Override
    public void stop(Duration grace) {
        // Nothing is left to stop.
    }
}
