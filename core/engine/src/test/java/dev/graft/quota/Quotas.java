// SPDX-License-Identifier: Apache-2.0
package dev.graft.quota;

import dev.graft.executor.FixedLimits;
import dev.graft.storage.DataFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Quotas of organisations, measured by whoever asks. */
public final class Quotas {

    private Quotas() {}

    /** Everybody may store what the disk takes. */
    public static StorageQuota none() {
        return new StorageQuota(FixedLimits.NONE, new DataFolder(Path.of("")), Clock.systemUTC(), new AtOnce());
    }

    /** The same quota for everybody. */
    public static StorageQuota of(long bytes, DataFolder data, Clock clock) {
        return new StorageQuota(FixedLimits.storage(bytes), data, clock, new AtOnce());
    }

    /** Runs what it is given before it returns. */
    private static final class AtOnce extends AbstractExecutorService {
        @Override
        public void execute(Runnable command) {
            command.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
