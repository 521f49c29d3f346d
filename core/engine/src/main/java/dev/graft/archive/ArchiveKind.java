// SPDX-License-Identifier: Apache-2.0
package dev.graft.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** The kinds of archive that are taken. */
public enum ArchiveKind {
    TAR,
    TAR_GZ,
    ZIP;

    /** How many bytes at the start tell the kind. */
    public static final int HEAD = 512;

    /** What is taken, for messages. */
    public static final String ACCEPTED = "tar, tar.gz and zip are taken";

    /**
     * Tells the kind by content, whatever the file is called.
     *
     * @param head the first {@link #HEAD} bytes, or all of a shorter file
     */
    public static Optional<ArchiveKind> of(byte[] head) {
        if (head.length > 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
            return Optional.of(TAR_GZ);
        }
        if (head.length > 3 && head[0] == 'P' && head[1] == 'K' && isZipMark(head[2], head[3])) {
            return Optional.of(ZIP);
        }
        return head.length >= HEAD && isTarHeader(head) ? Optional.of(TAR) : Optional.empty();
    }

    /** Tells the kind of a file; empty if it is no archive. */
    public static Optional<ArchiveKind> of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(head(in));
        }
    }

    /** Local file header, or the end record of a zip without entries. */
    private static boolean isZipMark(byte third, byte fourth) {
        return third == 3 && fourth == 4 || third == 5 && fourth == 6;
    }

    /** A header's checksum tells even old tars without the word {@code ustar}; an empty tar is zeros. */
    private static boolean isTarHeader(byte[] head) {
        for (byte value : head) {
            if (value != 0) {
                return hasTarChecksum(head);
            }
        }
        return true;
    }

    private static boolean hasTarChecksum(byte[] head) {
        try {
            return TarUtils.verifyCheckSum(head);
        } catch (IllegalArgumentException notOctal) {
            return false;
        }
    }

    /** Reads as much of a stream as tells the kind. */
    public static byte[] head(InputStream stream) throws IOException {
        return stream.readNBytes(HEAD);
    }
}
