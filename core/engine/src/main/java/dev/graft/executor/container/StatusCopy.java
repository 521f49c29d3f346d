// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Appends the status lines that a container writes to a {@code status.json} among its results, where TAO's containers have them, to the
 * status file of the job. Thread safe.
 */
final class StatusCopy {

    private static final String NAME = "status.json";

    /** The results' folder itself and the folder of a task in it. */
    private static final int DEPTH = 2;

    private final Path resultsDir;
    private final Path target;
    private Optional<Path> source = Optional.empty();
    private long copied;

    /**
     * A copy.
     *
     * @param copied bytes of the container's file that the target has already
     */
    StatusCopy(Path resultsDir, Path target, long copied) {
        this.resultsDir = resultsDir;
        this.target = target;
        this.copied = copied;
    }

    /** Removes what an earlier attempt's container has left; its lines were copied then. */
    static void clear(Path resultsDir) throws IOException {
        for (Path file : candidates(resultsDir)) {
            Files.delete(file);
        }
    }

    /** Copies what is new. */
    synchronized void run() throws IOException {
        if (source.isEmpty()) {
            source = candidates(resultsDir).stream().findFirst();
        }
        if (source.isEmpty() || Files.notExists(source.get())) {
            return;
        }
        try (FileChannel from = FileChannel.open(source.get(), StandardOpenOption.READ);
                OutputStream to = Files.newOutputStream(target, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            if (from.size() < copied) {
                // The container has begun its file anew.
                copied = 0;
            }
            from.position(copied);
            copied += Channels.newInputStream(from).transferTo(to);
        }
    }

    private static List<Path> candidates(Path resultsDir) {
        try (Stream<Path> files = Files.walk(resultsDir, DEPTH)) {
            return files.filter(file -> file.getFileName().toString().equals(NAME)).filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the results in " + resultsDir + " cannot be listed", e);
        }
    }
}
