// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.storage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a dataset by number, size and hash. The hash is the SHA-256 of the manifest: a line {@code <SHA-256 of the file>  <path>} for
 * each file, sorted by the bytes of its path, as {@code sha256sum} prints them. So it is the same wherever the same files lie, and can be
 * had without Graft:
 * {@code find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum}.
 *
 * @param files number of files
 * @param bytes their size together
 * @param sha256 64 hexadecimal digits
 */
record ContentManifest(long files, long bytes, String sha256) {

    private static final int BUFFER = 64 << 10;

    private static final Comparator<String> BY_BYTES =
            (one, other) -> Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    /** Reads every file below a folder. */
    static ContentManifest of(Path folder) throws IOException {
        MessageDigest manifest = Sha256.newDigest();
        MessageDigest ofFile = Sha256.newDigest();
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        List<String> paths = paths(folder);
        for (String path : paths) {
            bytes += digest(folder.resolve(path), ofFile, buffer);
            manifest.update((HexFormat.of().formatHex(ofFile.digest()) + "  " + path + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return new ContentManifest(paths.size(), bytes, HexFormat.of().formatHex(manifest.digest()));
    }

    private static List<String> paths(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted(BY_BYTES).toList();
        }
    }

    private static long digest(Path file, MessageDigest digest, byte[] buffer) throws IOException {
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                bytes += count;
            }
        }
        return bytes;
    }
}
