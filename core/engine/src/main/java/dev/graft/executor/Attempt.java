// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One start of the work of a job.
 *
 * @param jobId the job's id
 * @param number counts the job's starts, from 1
 * @param folder the job's folder; absolute
 */
public record Attempt(String jobId, int number, Path folder) {
    public Attempt {
        Objects.requireNonNull(jobId, "jobId");
        if (number < 1) {
            throw new IllegalArgumentException("attempts count from 1, not " + number);
        }
        if (!folder.isAbsolute()) {
            throw new IllegalArgumentException("the folder must be absolute, not " + folder);
        }
    }

    /** Folder for what is remembered of this attempt; made by the executor. */
    public Path files() {
        return folder.resolve("attempts").resolve(Integer.toString(number));
    }

    /** What marks its processes: no other attempt of any job has the same. */
    public String token() {
        return jobId + "#" + number;
    }
}
