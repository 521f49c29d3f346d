// SPDX-License-Identifier: Apache-2.0
package org.example.tinymlp.worker;

import dev.graft.spi.status.StatusLine;
import dev.graft.spi.status.StatusLine.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Tells the server how the job stands, by lines appended to its status file. */
final class Progress {

    private final Path file;

    Progress(Path file) {
        this.file = file;
    }

    void say(State state, String message) throws IOException {
        append(StatusLine.of(state, message));
    }

    /** An epoch has ended. */
    void epoch(int epoch, int epochs, double loss, double accuracy) throws IOException {
        append(line("Epoch " + epoch + " of " + epochs + ".", OptionalLong.of(epoch), OptionalLong.of(epochs),
                Map.of("accuracy", accuracy, "loss", loss), accuracy));
    }

    /** The result of an evaluation. */
    void accuracy(double accuracy) throws IOException {
        append(line("Evaluated.", OptionalLong.empty(), OptionalLong.empty(), Map.of("accuracy", accuracy), accuracy));
    }

    private static StatusLine line(
            String message, OptionalLong epoch, OptionalLong epochs, Map<String, Double> kpi, double accuracy) {
        return new StatusLine(
                LocalDateTime.now(),
                State.RUNNING,
                message,
                epoch,
                epochs,
                Optional.empty(),
                Optional.empty(),
                kpi,
                Map.of(),
                Map.of(),
                OptionalDouble.of(accuracy));
    }

    private void append(StatusLine line) throws IOException {
        Files.writeString(file, line.toJson() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
