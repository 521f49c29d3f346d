// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.spi.worker.WorkerJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;

/** Writes what a worker is told. */
public final class JobFileWriter {

    private JobFileWriter() {}

    /**
     * Writes the job file of an embedded form, {@code job.json} in the job's folder, readable by the server's user alone.
     *
     * @return its path
     */
    public static Path write(Work work) throws IOException {
        return write(work.attempt().folder().resolve("job.json"), job(work).toJson());
    }

    /** What the worker of an embedded form is told. */
    public static WorkerJob job(Work work) {
        return new WorkerJob(
                work.attempt().jobId(),
                work.architecture(),
                work.action(),
                work.plan().specs(),
                work.resultsDir(),
                work.statusFile(),
                work.encryptionKey(),
                IntStream.range(0, work.gpus()).boxed().toList(),
                work.cores());
    }

    /** Writes a file that only the server's user can read, in place of one that is there. */
    public static Path write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }
}
