// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.time.Duration;

/** Rings when a job's log grew or the job ended, so that those who follow the log need not look again and again. Thread safe. */
final class LogSignal {

    private long rings;

    /** Counts the rings so far; taken before the log is read, so that no ring between reading and waiting is missed. */
    synchronized long rings() {
        return rings;
    }

    synchronized void ring() {
        rings++;
        notifyAll();
    }

    /** Waits until it rang since {@code seen} was taken, at most that long. */
    synchronized void await(long seen, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        long left = limit.toNanos();
        while (rings == seen && left > 0) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
            left = deadline - System.nanoTime();
        }
    }
}
