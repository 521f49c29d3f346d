// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The folder of a job and what lies where in it.
 *
 * @param root the folder; absolute; exists once the job was started
 */
public record JobFolder(Path root) {
    public JobFolder {
        Objects.requireNonNull(root, "root");
    }

    /** Everything that the job makes. */
    public Path results() {
        return root.resolve("results");
    }

    /** The worker's output, and the server's own words about the job. */
    public Path log() {
        return root.resolve("logs.txt");
    }

    /** The status lines. */
    public Path status() {
        return root.resolve("status.json");
    }

    /** What the worker was told; it holds the model's key and leaves the server never. */
    public Path jobFile() {
        return root.resolve("job.json");
    }

    /** The packed artifacts; {@code <job id>.tar.gz}. */
    public Path archive() {
        return root.resolve(root.getFileName() + ".tar.gz");
    }
}
