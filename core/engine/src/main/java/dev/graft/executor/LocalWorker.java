// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A worker process of this machine, a child of this server or of an earlier one. */
final class LocalWorker implements Worker {

    /** Killed processes are gone within milliseconds; longer means that the kernel holds one in a system call. */
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    /** How long a worker whose time is over may take to write a checkpoint. */
    private static final Duration LIMIT_GRACE = Duration.ofSeconds(30);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final ProcessGroup group;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<WorkerEnd> end;

    /**
     * Watches a worker.
     *
     * @param leader the shell that leads the group
     */
    LocalWorker(ProcessHandle leader, AttemptFolder files, ScheduledExecutorService timer) {
        this.group = new ProcessGroup(leader.pid());
        this.timer = timer;
        this.end = leader.onExit().handleAsync((gone, failure) -> ended(files), timer);
        files.limit().ifPresent(limit -> endAt(limit, files));
    }

    @Override
    public CompletableFuture<WorkerEnd> end() {
        return end;
    }

    @Override
    public void stop(Duration grace) {
        if (end.isDone()) {
            return;
        }
        group.terminate();
        timer.schedule(this::killIfAlive, grace.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void endAt(Instant limit, AttemptFolder files) {
        long millis = Math.max(0, Duration.between(Instant.now(), limit).toMillis());
        ScheduledFuture<?> overrun = timer.schedule(
                () -> {
                    files.markOverrun();
                    stop(LIMIT_GRACE);
                },
                millis,
                TimeUnit.MILLISECONDS);
        end.whenComplete((ended, failure) -> overrun.cancel(false));
    }

    private void killIfAlive() {
        if (!end.isDone()) {
            group.kill();
        }
    }

    private WorkerEnd ended(AttemptFolder files) {
        if (group.alive()) {
            group.kill();
            await(() -> !group.alive());
        }
        files.clearStandby();
        return files.end();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + KILL_LIMIT.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
