// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.launch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A job about to be started.
 *
 * @param jobId the job's id, a UUID
 * @param action what to do
 * @param specs merged and validated specs, a private copy
 * @param inputs the resolved datasets, parent and base models
 * @param resultsDir existing folder that takes everything the job makes
 * @param encryptionKey the experiment's key for its models; empty text when there is none
 * @param gpus number of GPUs granted; 0 on a CPU slot
 */
public record LaunchRequest(
        String jobId, Action action, ObjectNode specs, JobInputs inputs, Path resultsDir, String encryptionKey, int gpus) {
    public LaunchRequest {
        Objects.requireNonNull(jobId, "jobId");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(specs, "specs");
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(resultsDir, "resultsDir");
        Objects.requireNonNull(encryptionKey, "encryptionKey");
    }
}
