// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** A listing on disk, so that its length does not count in memory. */
final class ListingFile {

    private static final long UNKNOWN = -1;

    private final Path file;
    private long files;
    private long bytes;

    ListingFile(Path file) {
        this.file = file;
    }

    long files() {
        return files;
    }

    /** The sizes together, as far as they are known. */
    long bytes() {
        return bytes;
    }

    /** Lists a storage as far as the limits allow. */
    void write(CloudSource source, PullLimits limits, long free) throws IOException {
        files = 0;
        bytes = 0;
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            source.list(found -> {
                files++;
                bytes += found.size().orElse(0);
                limits.check(files, bytes, free);
                out.writeUTF(SafePath.check(found.path()));
                out.writeLong(found.size().orElse(UNKNOWN));
                out.writeUTF(found.version().orElse(""));
            });
        }
    }

    /** Goes through the files in the order in which they were listed. */
    void read(CloudSource.Listing each) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (long i = 0; i < files; i++) {
                String path = in.readUTF();
                long size = in.readLong();
                String version = in.readUTF();
                each.found(new RemoteFile(
                        path,
                        size == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(size),
                        Optional.of(version).filter(text -> !text.isEmpty())));
            }
        }
    }
}
