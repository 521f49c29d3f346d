// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Bounds for one pull. */
@Dependent
public class PullLimits {

    private static final long DISK_RESERVE = 256L << 20;

    private final long maxFiles;
    private final long maxBytes;
    private final int parallel;

    /**
     * @param maxFiles number of files, {@code graft.pull.max-files}
     * @param maxBytes size of all files together, {@code graft.pull.max-bytes}
     * @param parallel files fetched at once, at least 1, {@code graft.pull.parallel}
     */
    @Inject
    public PullLimits(
            @ConfigProperty(name = "graft.pull.max-files", defaultValue = "2000000") long maxFiles,
            @ConfigProperty(name = "graft.pull.max-bytes", defaultValue = "1099511627776") long maxBytes,
            @ConfigProperty(name = "graft.pull.parallel", defaultValue = "8") int parallel) {
        if (maxFiles < 1 || maxBytes < 1 || parallel < 1) {
            throw new IllegalArgumentException("graft.pull.max-files, graft.pull.max-bytes and graft.pull.parallel are at least 1");
        }
        this.maxFiles = maxFiles;
        this.maxBytes = maxBytes;
        this.parallel = parallel;
    }

    int parallel() {
        return parallel;
    }

    /**
     * Makes sure that this much may come.
     *
     * @param free bytes free on the disk
     */
    void check(long files, long bytes, long free) throws CloudFault {
        if (files > maxFiles) {
            throw new CloudFault(
                    CloudFault.Cause.TOO_LARGE, "There are more than " + maxFiles + " files, the most that this server pulls.");
        }
        if (bytes > maxBytes) {
            throw new CloudFault(
                    CloudFault.Cause.TOO_LARGE, "There are more than " + maxBytes + " bytes, the most that this server pulls.");
        }
        if (bytes > free - DISK_RESERVE) {
            throw new CloudFault(
                    CloudFault.Cause.TOO_LARGE, "The server's disk has no room for " + bytes + " bytes; ask its administrator.");
        }
    }
}
