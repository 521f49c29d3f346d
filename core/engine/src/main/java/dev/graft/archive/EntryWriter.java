// SPDX-License-Identifier: Apache-2.0
package dev.graft.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes entries into a folder, within the limits. Not thread safe. */
final class EntryWriter {

    private static final long FILES_PER_DISK_CHECK = 256;
    private static final long BYTES_PER_DISK_CHECK = 64L << 20;

    private final Path target;
    private final UnpackLimits limits;
    private final byte[] buffer = new byte[64 << 10];
    private long entries;
    private long files;
    private long bytes;
    private long bytesAtDiskCheck;

    /** @param target absolute, existing and empty folder that nobody else writes to */
    EntryWriter(Path target, UnpackLimits limits) {
        this.target = target;
        this.limits = limits;
    }

    void folder(String name) throws IOException {
        countEntry();
        Path path = EntryName.resolve(target, name);
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new BadArchive(EntryName.show(name) + " is a file and a folder in the same archive");
        }
    }

    void file(String name, InputStream content) throws IOException {
        countEntry();
        Path path = EntryName.resolve(target, name);
        if (path.equals(target)) {
            throw new BadArchive("an entry has no name");
        }
        if (files++ % FILES_PER_DISK_CHECK == 0) {
            checkDisk();
        }
        try (OutputStream out = open(path, name)) {
            copy(content, out, name);
        }
    }

    private OutputStream open(Path path, String name) throws IOException {
        try {
            if (!Files.isDirectory(path.getParent(), LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(path.getParent());
            }
            return Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new BadArchive(EntryName.show(name) + " is in the archive twice");
        }
    }

    private void copy(InputStream content, OutputStream out, String name) throws IOException {
        long size = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            size += read;
            bytes += read;
            if (size > limits.maxFileBytes()) {
                throw new BadArchive(EntryName.show(name) + " has more than " + limits.maxFileBytes() + " bytes");
            }
            if (bytes > limits.maxTotalBytes()) {
                throw new BadArchive("it unpacks to more than " + limits.maxTotalBytes() + " bytes");
            }
            if (bytes - bytesAtDiskCheck > BYTES_PER_DISK_CHECK) {
                checkDisk();
            }
            out.write(buffer, 0, read);
        }
    }

    private void countEntry() throws BadArchive {
        if (++entries > limits.maxEntries()) {
            throw new BadArchive("it has more than " + limits.maxEntries() + " entries");
        }
    }

    private void checkDisk() throws IOException {
        bytesAtDiskCheck = bytes;
        if (Files.getFileStore(target).getUsableSpace() < limits.diskReserve()) {
            throw new DiskFull();
        }
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    /** The disk has no room for the archive. */
    static final class DiskFull extends IOException {
        private static final long serialVersionUID = 1L;

        DiskFull() {
            super("the disk of the server is full");
        }
    }
}
