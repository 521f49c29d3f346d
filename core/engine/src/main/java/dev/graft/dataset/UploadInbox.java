// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import dev.graft.archive.ArchiveKind;
import dev.graft.archive.FileTree;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.storage.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Archives that have arrived and wait to be unpacked, in the order of their arrival: the folder {@code <id>.inbox} beside the dataset's.
 * What lies there is complete and on disk, so that a restarted server goes on with it.
 */
@ApplicationScoped
public class UploadInbox {

    private static final String INBOX = ".inbox";
    private static final int BUFFER = 64 << 10;

    private final DataFolder data;
    private final long maxBytes;

    /** For the container's proxy. */
    protected UploadInbox() {
        this(null, 0);
    }

    /** @param maxBytes size of the largest archive taken */
    @Inject
    public UploadInbox(
            DataFolder data, @ConfigProperty(name = "graft.upload.max-bytes", defaultValue = "107374182400") long maxBytes) {
        this.data = data;
        this.maxBytes = maxBytes;
    }

    private Path folder(String org, UUID id) {
        return data.datasets(org).resolve(id + INBOX);
    }

    /**
     * Writes an archive to a staging folder, on disk when this returns. The stream is read to its end and not closed.
     *
     * @param admission told the size as far as it has arrived; throws what refuses it
     * @throws GraftException INVALID_ARCHIVE if it is none, TOO_LARGE, INVALID_REQUEST if it breaks off; then nothing is left of it
     */
    Path receive(InputStream archive, LongConsumer admission) {
        Path staging = data.newStagingFolder();
        boolean done = false;
        try {
            Path file = write(archive, staging.resolve("archive"), admission);
            done = true;
            return file;
        } finally {
            if (!done) {
                FileTree.delete(staging);
            }
        }
    }

    private Path write(InputStream archive, Path file, LongConsumer admission) {
        byte[] buffer = new byte[BUFFER];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            int length = read(archive, buffer, 0);
            checkKind(Arrays.copyOf(buffer, Math.min(length, ArchiveKind.HEAD)));
            for (long size = length; length > 0; size += length) {
                checkSize(size);
                admission.accept(size);
                out.write(buffer, 0, length);
                length = read(archive, buffer, size);
            }
            channel.force(true);
            return file;
        } catch (IOException e) {
            throw new GraftException(
                    StandardError.DISK_FULL, "The server could not store the archive (" + e.getMessage() + "). Ask its administrator.", e);
        }
    }

    /** Fills the buffer as far as the stream goes. */
    private static int read(InputStream archive, byte[] buffer, long before) {
        try {
            return archive.readNBytes(buffer, 0, buffer.length);
        } catch (IOException e) {
            throw new GraftException(
                    StandardError.INVALID_REQUEST,
                    "The upload broke off after about " + before + " bytes; nothing of it was kept. Upload the archive again.",
                    e);
        }
    }

    private static void checkKind(byte[] head) {
        if (ArchiveKind.of(head).isEmpty()) {
            throw new GraftException(
                    StandardError.INVALID_ARCHIVE,
                    head.length == 0
                            ? "The upload is empty; " + ArchiveKind.ACCEPTED + "."
                            : "The upload is no archive that is known; " + ArchiveKind.ACCEPTED + ".");
        }
    }

    /** @throws GraftException TOO_LARGE if an archive has more bytes than are taken */
    void checkSize(long size) {
        if (size > maxBytes) {
            throw new GraftException(
                    StandardError.TOO_LARGE,
                    "The archive has more than " + maxBytes + " bytes, the most that this server takes at once. Upload it in parts,"
                            + " each a complete archive.");
        }
    }

    /** Moves a received archive into the inbox, as the last one. */
    Path put(String org, UUID id, Path received) throws IOException {
        Path folder = folder(org, id);
        Files.createDirectories(folder);
        List<Path> waiting = waiting(org, id);
        long number = waiting.isEmpty() ? 0 : number(waiting.get(waiting.size() - 1)) + 1;
        Path file = folder.resolve(String.format("%08d", number));
        Files.move(received, file, StandardCopyOption.ATOMIC_MOVE);
        FileTree.delete(received.getParent());
        return file;
    }

    private static long number(Path archive) {
        return Long.parseLong(archive.getFileName().toString());
    }

    /** The archives that wait, the first to arrive first. */
    List<Path> waiting(String org, UUID id) throws IOException {
        try (Stream<Path> archives = Files.list(folder(org, id))) {
            return archives.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Removes an archive that was dealt with. */
    void done(Path archive) throws IOException {
        Files.deleteIfExists(archive);
    }

    /** Removes the inbox with everything in it. */
    void discard(String org, UUID id) {
        FileTree.delete(folder(org, id));
    }

    /** Ids of the datasets of an organisation that have an inbox. */
    List<UUID> datasetsWaiting(String org) throws IOException {
        try (Stream<Path> entries = Files.list(data.datasets(org))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.endsWith(INBOX))
                    .map(name -> UUID.fromString(name.substring(0, name.length() - INBOX.length())))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
