// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The job file: all that a worker process is told, as JSON. It holds no secret but the model's key and lies in a folder that only the
 * server's user can read.
 *
 * @param jobId the job's id
 * @param architecture the network, for example {@code classification_pyt}
 * @param action what to do
 * @param specs the specs with every path filled in
 * @param resultsDir folder for everything that the job makes; exists
 * @param statusFile file to which status lines are appended
 * @param encryptionKey the experiment's key for its models; empty text when there is none
 * @param gpus indices of the granted GPUs as the process sees them, from 0; empty on a CPU slot
 * @param cores number of granted CPU cores, at least 1
 */
public record WorkerJob(
        String jobId,
        String architecture,
        Action action,
        ObjectNode specs,
        Path resultsDir,
        Path statusFile,
        String encryptionKey,
        List<Integer> gpus,
        int cores) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public WorkerJob {
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(specs, "specs");
        Objects.requireNonNull(resultsDir, "resultsDir");
        Objects.requireNonNull(statusFile, "statusFile");
        Objects.requireNonNull(encryptionKey, "encryptionKey");
        gpus = List.copyOf(gpus);
        if (cores < 1) {
            throw new IllegalArgumentException("cores is at least 1, not " + cores);
        }
    }

    /**
     * Reads a job file.
     *
     * @throws IOException if it cannot be read or is no job file
     */
    public static WorkerJob read(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), WorkerJob.class);
    }

    /** This job as the text of a job file. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job file of plain values cannot fail to be written", e);
        }
    }
}
