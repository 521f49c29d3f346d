// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The archive of a Done job.
 *
 * @param file the tar.gz on disk
 * @param fileName the name to offer, {@code <job id>.tar.gz}
 * @param stats its size and checksum
 */
public record Artifact(Path file, String fileName, ArtifactStats stats) {
    public Artifact {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(stats, "stats");
    }
}
