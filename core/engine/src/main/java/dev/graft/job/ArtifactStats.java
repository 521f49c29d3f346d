// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.util.Objects;

/**
 * Size and checksum of a job's archive; the API's {@code job_tar_stats}.
 *
 * @param size bytes
 * @param sha256 64 lower-case hexadecimal digits
 */
public record ArtifactStats(long size, String sha256) {
    public ArtifactStats {
        Objects.requireNonNull(sha256, "sha256");
    }
}
