// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.archive.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What has arrived of one upload: the bytes in {@code data}, whose number is the offset, and what was announced in {@code upload.json}. A part
 * with a checksum lies in a file {@code part-…} until it has been checked.
 *
 * @param root the folder
 */
record UploadFolder(Path root) {

    /** How long an upload without a new byte is kept. */
    static final Duration KEPT = Duration.ofHours(24);

    private static final int BUFFER = 64 << 10;
    private static final JsonMapper JSON = new JsonMapper();

    /** Lets one request write at a time. */
    @FunctionalInterface
    interface Turn {
        /** @throws dev.graft.spi.error.GraftException if another request has taken over; then nothing is written */
        void write(Writing writing) throws IOException;
    }

    /** A change of the files. */
    @FunctionalInterface
    interface Writing {
        void run() throws IOException;
    }

    /**
     * What is known of an upload but its bytes.
     *
     * @param length bytes of the whole archive
     * @param metadata the client's words
     * @param complete whether all has arrived and was handed on
     */
    private record Announcement(
            @JsonProperty("length") long length,
            @JsonProperty("metadata") String metadata,
            @JsonProperty("complete") boolean complete) {}

    /** Makes the folder. */
    void begin(long length, String metadata) throws IOException {
        Files.createDirectories(root);
        Files.createFile(data());
        announce(new Announcement(length, metadata, false));
    }

    /** What there is; empty if there is no such upload. */
    Optional<PartialUpload> read() throws IOException {
        if (!Files.exists(announcement())) {
            return Optional.empty();
        }
        Announcement announced = JSON.readValue(announcement().toFile(), Announcement.class);
        long offset = announced.complete() ? announced.length() : size();
        Path latest = Files.exists(data()) ? data() : announcement();
        Instant expires = Files.getLastModifiedTime(latest).toInstant().plus(KEPT);
        return Optional.of(new PartialUpload(
                UUID.fromString(root.getFileName().toString()), announced.length(), offset, announced.metadata(), expires));
    }

    /** Bytes that have arrived. */
    long size() throws IOException {
        return Files.exists(data()) ? Files.size(data()) : 0;
    }

    /**
     * Appends bytes as they come; what has come before a stream breaks off stays.
     *
     * @param most how many are taken; more is a fault of the caller's to see
     * @return how many there were, at most one more than {@code most}
     */
    long append(InputStream body, long most, Turn turn) throws IOException {
        try (FileChannel channel = FileChannel.open(data(), StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            long count = copy(body, most, channel, turn, Optional.empty());
            channel.force(true);
            return count;
        }
    }

    /**
     * Appends bytes that add up to a checksum, or nothing.
     *
     * @return how many there were, at most one more than {@code most}; empty if the checksum does not fit
     */
    Optional<Long> append(InputStream body, long most, Turn turn, UploadChecksum checksum) throws IOException {
        Path part = Files.createTempFile(root, "part-", "");
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MessageDigest digest = checksum.newDigest();
            long count = copy(body, most, channel, turn, Optional.of(digest));
            if (count > most) {
                return Optional.of(count);
            }
            if (!checksum.fits(digest)) {
                return Optional.empty();
            }
            turn.write(() -> join(channel, count));
            return Optional.of(count);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Forgets what has arrived beyond an offset. */
    void cut(long offset) throws IOException {
        try (FileChannel channel = FileChannel.open(data(), StandardOpenOption.WRITE)) {
            channel.truncate(offset);
        }
    }

    /** Takes the bytes out, complete; the upload is remembered as such. */
    void complete(Path to, PartialUpload upload) throws IOException {
        Files.move(data(), to, StandardCopyOption.ATOMIC_MOVE);
        announce(new Announcement(upload.length(), upload.metadata(), true));
    }

    /** Removes it with everything that has arrived. */
    void discard() {
        FileTree.delete(root);
    }

    private static long copy(InputStream body, long most, FileChannel to, Turn turn, Optional<MessageDigest> digest) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long count = 0;
        while (count <= most) {
            int read = body.read(buffer, 0, (int) Math.min(buffer.length, most + 1 - count));
            if (read < 0) {
                break;
            }
            int taken = (int) Math.min(read, most - count);
            turn.write(() -> write(to, ByteBuffer.wrap(buffer, 0, taken)));
            digest.ifPresent(sum -> sum.update(buffer, 0, taken));
            count += read;
        }
        return count;
    }

    private static void write(FileChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private void join(FileChannel part, long count) throws IOException {
        try (FileChannel whole = FileChannel.open(data(), StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            long moved = 0;
            while (moved < count) {
                moved += part.transferTo(moved, count - moved, whole);
            }
            whole.force(true);
        }
    }

    private void announce(Announcement announced) throws IOException {
        Path fresh = root.resolve("upload.json.new");
        JSON.writeValue(fresh.toFile(), announced);
        Files.move(fresh, announcement(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path data() {
        return root.resolve("data");
    }

    private Path announcement() {
        return root.resolve("upload.json");
    }
}
