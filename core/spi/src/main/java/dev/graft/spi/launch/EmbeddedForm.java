// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.launch;

import java.util.Objects;

/**
 * A Java main class, run in a worker process whose class path is the plugin's jars, torchkit and the native libraries. Its one argument
 * is the path of a {@link dev.graft.spi.worker.WorkerJob} in JSON; it appends {@link dev.graft.spi.status.StatusLine}s to the job's
 * status file, logs to its standard output, and ends with a {@link dev.graft.spi.worker.ExitCode}.
 *
 * @param mainClass binary name of the class with the {@code main} method
 */
public record EmbeddedForm(String mainClass) {
    public EmbeddedForm {
        Objects.requireNonNull(mainClass, "mainClass");
    }
}
