// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The claim on a data folder: one server at a time. The operating system drops it when the process ends, however it ends. */
final class DataLock implements AutoCloseable {

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the folder if need be and claims it.
     *
     * @throws LaunchException if another server has it, or it cannot be written
     */
    static DataLock claim(Path data) {
        FileChannel channel = open(data);
        boolean claimed = false;
        try {
            FileLock lock = channel.tryLock();
            claimed = lock != null;
        } catch (OverlappingFileLockException e) {
            throw inUse(data);
        } catch (IOException e) {
            throw new LaunchException("The data folder " + data + " cannot be locked: " + e.getMessage(), e);
        } finally {
            if (!claimed) {
                closeQuietly(channel);
            }
        }
        if (!claimed) {
            throw inUse(data);
        }
        return new DataLock(channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static FileChannel open(Path data) {
        try {
            Files.createDirectories(data);
            return FileChannel.open(data.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new LaunchException(
                    "The data folder " + data + " cannot be made or written (" + e + "). Name another one with --data.", e);
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            System.err.println("graft: the lock file could not be closed: " + e.getMessage());
        }
    }

    private static LaunchException inUse(Path data) {
        return new LaunchException(
                "Another server is using the data folder " + data + ". Stop it, or name another folder with --data.");
    }
}
