// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what comes, from several threads, and tells it about once a second. */
final class PullMeter {

    private static final long PERIOD = Duration.ofSeconds(1).toNanos();

    private final PullWatch watch;
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong lastTold = new AtomicLong(System.nanoTime() - PERIOD);
    private final ReentrantLock telling = new ReentrantLock();
    private volatile long totalFiles;
    private volatile long totalBytes;
    private volatile boolean wanted = true;

    PullMeter(PullWatch watch) {
        this.watch = watch;
    }

    void expect(long allFiles, long allBytes) {
        totalFiles = allFiles;
        totalBytes = allBytes;
    }

    long bytes() {
        return bytes.get();
    }

    /** Whether nobody has said that the pull is not wanted. */
    boolean wanted() {
        return wanted;
    }

    void add(long moreFiles, long moreBytes) {
        files.addAndGet(moreFiles);
        bytes.addAndGet(moreBytes);
        long last = lastTold.get();
        long now = System.nanoTime();
        if (now - last >= PERIOD && lastTold.compareAndSet(last, now)) {
            tell();
        }
    }

    /** Tells the present count; returns at once while another thread is telling. */
    void tell() {
        if (telling.tryLock()) {
            try {
                wanted &= watch.progressed(new PullCount(files.get(), bytes.get(), totalFiles, totalBytes));
            } finally {
                telling.unlock();
            }
        }
    }
}
