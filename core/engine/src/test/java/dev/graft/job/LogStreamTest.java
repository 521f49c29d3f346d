// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStreamTest {

    @TempDir
    private Path folder;

    @Test
    void aReaderGoesOnInAFileThatTookTheLogsPlace() throws Exception {
        Path log = Files.writeString(folder.resolve("logs.txt"), "first\n");
        AtomicReference<JobState> state = new AtomicReference<>(JobState.RUNNING);
        try (LogStream stream = new LogStream(log, () -> Optional.of(state.get()), new LogSignal(), true)) {
            assertThat(stream.readNBytes(6)).asString(StandardCharsets.UTF_8).isEqualTo("first\n");

            Path next = Files.writeString(folder.resolve("output"), "first\nsecond\n");
            Files.move(next, log, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

            assertThat(stream.readNBytes(7)).asString(StandardCharsets.UTF_8).isEqualTo("second\n");
            Files.writeString(log, "third\n", StandardOpenOption.APPEND);
            state.set(JobState.DONE);
            assertThat(stream.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("third\nDone EOF\n");
        }
    }
}
