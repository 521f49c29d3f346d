// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Which versions of files are complete, on disk: eight bytes each (the head of a SHA-256), so that a million files need eight megabytes
 * of memory. Appending is thread safe.
 */
final class FileKeys implements AutoCloseable {

    private final long[] known;
    private final FileChannel log;

    /** Opens a log, or makes an empty one. A last key that is cut off is dropped. */
    FileKeys(Path file) throws IOException {
        this.known = Files.exists(file) ? read(file) : new long[0];
        this.log = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        log.truncate((long) known.length * Long.BYTES);
        log.position(log.size());
        Arrays.sort(known);
    }

    private static long[] read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        long[] keys = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes, 0, keys.length * Long.BYTES).asLongBuffer().get(keys);
        return keys;
    }

    /** The key of this version of a file. */
    static long of(RemoteFile file) {
        return hash(file.path() + "\n" + file.size().orElse(-1) + "\n" + file.version().orElse(""));
    }

    /** The key of a text. */
    static long hash(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether the key was in the log when it was opened. */
    boolean knew(long key) {
        return Arrays.binarySearch(known, key) >= 0;
    }

    /** Whether anything was in the log when it was opened. */
    boolean resumed() {
        return known.length > 0;
    }

    synchronized void add(long key) throws IOException {
        log.write(ByteBuffer.allocate(Long.BYTES).putLong(0, key));
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
