// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * How worker processes of this machine are started.
 *
 * @param java the Java launcher
 * @param javaOptions options of the worker's Java machine, before all others
 * @param libraries folder of the jars that every worker takes; may be missing
 * @param cache folder where native libraries are unpacked once for all workers
 */
public record WorkerSettings(Path java, List<String> javaOptions, Path libraries, Path cache) {

    /**
     * Serial collection and one gigabyte: a worker's data lives outside the heap. The serial collector starts fastest and takes no core
     * from the training. A worker that runs out of heap exits with code 3 at once.
     */
    public static final String DEFAULT_OPTIONS = "-Xmx1g -XX:+UseSerialGC -Xshare:auto -XX:+ExitOnOutOfMemoryError";

    public WorkerSettings {
        Objects.requireNonNull(java, "java");
        javaOptions = List.copyOf(javaOptions);
        Objects.requireNonNull(libraries, "libraries");
        Objects.requireNonNull(cache, "cache");
    }

    /** The launcher of the Java that runs the server. */
    public static Path ownJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
