// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The log of a job. After the last line of a job that has ended comes {@code <status> EOF}, for example {@code Done EOF}, as clients of
 * the original expect. It can be opened any number of times; each stream is the caller's to close.
 */
public final class JobLog {

    private final Path file;
    private final Supplier<Optional<JobState>> state;
    private final LogSignal signal;

    /**
     * A log.
     *
     * @param file the log file; may not exist yet
     * @param state looks the job's state up; empty once the job was deleted
     * @param signal rings when the log may have grown or the job may have ended
     */
    JobLog(Path file, Supplier<Optional<JobState>> state, LogSignal signal) {
        this.file = file;
        this.state = state;
        this.signal = signal;
    }

    /** What the log holds now. */
    public InputStream open() {
        return new LogStream(file, state, signal, false);
    }

    /**
     * What the log holds now and what comes. Reading blocks until there is more; the stream ends when the job has ended. A reader may be
     * interrupted.
     */
    public InputStream follow() {
        return new LogStream(file, state, signal, true);
    }
}
