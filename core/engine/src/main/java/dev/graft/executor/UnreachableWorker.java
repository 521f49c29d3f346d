// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A worker of a machine that cannot be asked any more, as no server is left on it. The machine may be gone, or only its server: the worker's own
 * shell looks into the shared folder whether its attempt was revoked, and kills it. When it has ended, or had time enough to see that, it is
 * over.
 */
public final class UnreachableWorker implements Worker {

    /** A shell looks every two seconds; a slow machine or a slow share may need longer. */
    private static final Duration FENCE = Duration.ofSeconds(10);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final AttemptFolder files;
    private final CompletableFuture<WorkerEnd> end = new CompletableFuture<>();
    private final long deadline;

    private UnreachableWorker(AttemptFolder files, Duration fence) {
        this.files = files;
        this.deadline = System.nanoTime() + fence.toNanos();
    }

    /** The worker of an attempt, which will be over soon. */
    public static Worker of(Attempt attempt, ScheduledExecutorService timer) {
        return of(attempt, timer, FENCE);
    }

    /** As above, over after that time at the latest. */
    static Worker of(Attempt attempt, ScheduledExecutorService timer, Duration fence) {
        AttemptFolder files = AttemptFolder.of(attempt);
        if (files.preempt()) {
            return Worker.ended(WorkerEnd.neverStarted());
        }
        if (files.exitCode().isPresent()) {
            return Worker.ended(files.end());
        }
        files.revoke();
        UnreachableWorker worker = new UnreachableWorker(files, fence);
        var looks = timer.scheduleWithFixedDelay(worker::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        worker.end.whenComplete((ended, failure) -> looks.cancel(false));
        return worker;
    }

    @Override
    public CompletableFuture<WorkerEnd> end() {
        return end;
    }

    @Override
    public void stop(Duration grace) {
        // It is being stopped as well as can be.
    }

    private void look() {
        if (files.exitCode().isPresent() || System.nanoTime() > deadline) {
            files.clearStandby();
            end.complete(files.end());
        }
    }
}
