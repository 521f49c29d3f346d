// SPDX-License-Identifier: Apache-2.0
package dev.graft.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Files that only the server's own user may read (mode 600, their folder 700 when it is made here). */
public final class PrivateFile {

    private PrivateFile() {}

    /**
     * Reads a file, or writes it first if it is missing. Of several servers that do so at once, one writes and all read the same.
     *
     * @param content what a new file holds
     */
    public static byte[] readOrCreate(Path file, Supplier<byte[]> content) throws IOException {
        if (!Files.exists(file)) {
            create(file, content.get());
        }
        return Files.readAllBytes(file);
    }

    /** Writes a file unless it is there already; complete or not at all. */
    public static void create(Path file, byte[] content) throws IOException {
        Path unfinished = writeBeside(file, content);
        try {
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException e) {
            // Another server was faster; its content counts.
        } catch (UnsupportedOperationException e) {
            Files.copy(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Writes a file in the place of an older one; complete or not at all. */
    public static void write(Path file, byte[] content) throws IOException {
        Files.move(writeBeside(file, content), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path writeBeside(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.getParent());
            Files.createDirectory(folder, mode("rwx------"));
        }
        Path unfinished = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID());
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(unfinished, options, mode("rw-------"))) {
            channel.write(ByteBuffer.wrap(content));
            channel.force(true);
        }
        return unfinished;
    }

    private static FileAttribute<?>[] mode(String permissions) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }
}
