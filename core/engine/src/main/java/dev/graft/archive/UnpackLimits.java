// SPDX-License-Identifier: Apache-2.0
package dev.graft.archive;

/**
 * Bounds for one archive.
 *
 * @param maxEntries number of files and folders, at least 1
 * @param maxFileBytes size of one unpacked file
 * @param maxTotalBytes size of all unpacked files together, headers included
 * @param maxRatio unpacked bytes per packed byte; what an archive of real data stays far below
 * @param freeBytes unpacked bytes before the ratio counts, so that small archives of plain text pass
 * @param diskReserve bytes that must stay free on the disk
 */
public record UnpackLimits(
        long maxEntries, long maxFileBytes, long maxTotalBytes, long maxRatio, long freeBytes, long diskReserve) {

    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    public UnpackLimits {
        if (maxEntries < 1 || maxFileBytes < 0 || maxTotalBytes < 0 || maxRatio < 1 || freeBytes < 0 || diskReserve < 0) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    /** Two million entries, 64 GiB a file, 1 TiB together, 200 to 1 after 64 MiB, 256 MiB left on the disk. */
    public static UnpackLimits standard() {
        return new UnpackLimits(2_000_000, 64 * GIB, 1024 * GIB, 200, 64 * MIB, 256 * MIB);
    }

    /** The same with another number of entries. */
    public UnpackLimits withMaxEntries(long entries) {
        return new UnpackLimits(entries, maxFileBytes, maxTotalBytes, maxRatio, freeBytes, diskReserve);
    }

    /** The same with other sizes. */
    public UnpackLimits withMaxBytes(long file, long total) {
        return new UnpackLimits(maxEntries, file, total, maxRatio, freeBytes, diskReserve);
    }
}
