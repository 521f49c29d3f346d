// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.spi.worker.ExitCode;
import dev.graft.spi.worker.WorkerJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process that shares a job, seen from the one that started it.
 *
 * @param replica its place
 * @param process the process
 * @param statusFile its own, which only its failure is taken from
 */
record ReplicaProcess(Replica replica, Process process, Path statusFile) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Starts it with the same job; its log goes where this process's log goes. */
    static ReplicaProcess start(Replica replica, OwnCommand command, WorkerJob job, Path shared) throws IOException {
        Path folder = Files.createDirectory(shared.resolve(Integer.toString(replica.rank())));
        Path statusFile = folder.resolve("status.json");
        WorkerJob own = new WorkerJob(
                job.jobId(),
                job.architecture(),
                job.action(),
                job.specs(),
                job.resultsDir(),
                statusFile,
                job.encryptionKey(),
                job.gpus(),
                job.cores());
        Path jobFile = Files.writeString(folder.resolve("job.json"), own.toJson());
        Process process = new ProcessBuilder(command.with(replica.options(), jobFile))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new ReplicaProcess(replica, process, statusFile);
    }

    /** Completes when it has ended. */
    CompletableFuture<Process> end() {
        return process.onExit();
    }

    /** Whether it ended without success, and not because it was asked to. */
    boolean hasFailed() {
        return !process.isAlive()
                && process.exitValue() != ExitCode.SUCCESS.code()
                && process.exitValue() != ExitCode.TERMINATED.code();
    }

    /** Its failure, as that of the whole job. */
    ReplicaFailedException failure(Throwable noticed) {
        return new ReplicaFailedException(replica + " failed: " + told(), ExitCode.of(process.exitValue()), noticed);
    }

    private String told() {
        try {
            List<String> lines = Files.readAllLines(statusFile);
            String last = lines.get(lines.size() - 1);
            if (JSON.readTree(last).path("status").asText().equals("FAILURE")) {
                return JSON.readTree(last).path("message").asText();
            }
        } catch (IOException | IndexOutOfBoundsException e) {
            // It ended before it could tell.
        }
        return "its process ended with exit code " + process.exitValue()
                + " and said nothing; if that was the machine for want of memory, take a smaller batch size or fewer processes.";
    }

    void await(long nanos) {
        try {
            process.waitFor(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void kill() {
        process.destroyForcibly();
    }
}
