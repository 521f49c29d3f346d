// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file that tells the server how the job stands. A line is appended in one write, so that a reader sees no half of it. Thread-safe. */
public final class StatusFile {

    private final Path file;

    /** A status file, which need not exist yet; its folder does. */
    public StatusFile(Path file) {
        this.file = file;
    }

    /**
     * Appends a line.
     *
     * @throws UncheckedIOException if it cannot be written, for example because the disk is full
     */
    public synchronized void append(StatusLine line) {
        byte[] bytes = (line.toJson() + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("the status file " + file + " cannot be written", e);
        }
    }

    /** Appends a line that only says how the job stands. */
    public void append(State state, String message) {
        append(StatusLine.of(state, message));
    }
}
