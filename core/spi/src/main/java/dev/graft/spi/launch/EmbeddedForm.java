// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.launch;

import java.util.List;
import java.util.Objects;

/**
 * A Java main class, run in a worker process whose class path is the plugin's jars, torchkit and the native libraries. Its first argument
 * is the path of a {@link dev.graft.spi.worker.WorkerJob} in JSON; it appends {@link dev.graft.spi.status.StatusLine}s to the job's
 * status file, logs to its standard output, and ends with a {@link dev.graft.spi.worker.ExitCode}.
 *
 * @param mainClass binary name of the class with the {@code main} method
 * @param arguments what it is told beside the job file, behind it; usually nothing
 */
public record EmbeddedForm(String mainClass, List<String> arguments) {
    public EmbeddedForm {
        Objects.requireNonNull(mainClass, "mainClass");
        arguments = List.copyOf(arguments);
    }

    /** A class that is told the job file alone. */
    public EmbeddedForm(String mainClass) {
        this(mainClass, List.of());
    }
}
