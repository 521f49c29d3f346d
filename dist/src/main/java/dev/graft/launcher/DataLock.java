// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The claim on a data folder: one server at a time, or, where they share a database that admits it, one of a few places for each. The operating system
 * drops it when the process ends, however it ends.
 */
final class DataLock implements AutoCloseable {

    /** Most servers on one data folder. */
    private static final int PLACES = 64;

    private final FileChannel channel;
    private final int place;

    private DataLock(FileChannel channel, int place) {
        this.channel = channel;
        this.place = place;
    }

    /**
     * Makes the folder if need be and claims it.
     *
     * @param shared whether other servers may have places in it
     * @throws LaunchException if another server has it, or it cannot be written
     */
    static DataLock claim(Path data, boolean shared) {
        for (int place = 0; place < (shared ? PLACES : 1); place++) {
            Optional<DataLock> lock = tryPlace(data, place);
            if (lock.isPresent()) {
                return lock.get();
            }
        }
        throw new LaunchException(
                "Another server is using the data folder " + data + ". Stop it, or name another folder with --data.");
    }

    /** A name for what belongs to this server alone: {@code server}, {@code server-1} and so on. */
    String name() {
        return name(place);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static String name(int place) {
        return place == 0 ? "server" : "server-" + place;
    }

    private static Optional<DataLock> tryPlace(Path data, int place) {
        FileChannel channel = open(data, place);
        boolean claimed = false;
        try {
            FileLock lock = channel.tryLock();
            claimed = lock != null;
            return claimed ? Optional.of(new DataLock(channel, place)) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new LaunchException("The data folder " + data + " cannot be locked: " + e.getMessage(), e);
        } finally {
            if (!claimed) {
                closeQuietly(channel);
            }
        }
    }

    private static FileChannel open(Path data, int place) {
        try {
            Files.createDirectories(data);
            return FileChannel.open(data.resolve(name(place) + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
}
