// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.callback;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a worker reports at once.
 *
 * @param status one or more status lines, each a JSON object as TAO 5.3's status logging writes it
 * @param logContents text to append to the log, as it is
 * @param experimentNumber number of the trial that it is about, where the job is a search; ignored for any other job
 * @param sequence number of this report among those of its kind and attempt, from 1; empty where the worker does not count
 */
public record WorkerReport(
        Optional<String> status, Optional<String> logContents, OptionalInt experimentNumber, OptionalLong sequence) {
    public WorkerReport {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(logContents, "logContents");
        Objects.requireNonNull(experimentNumber, "experimentNumber");
        Objects.requireNonNull(sequence, "sequence");
    }
}
