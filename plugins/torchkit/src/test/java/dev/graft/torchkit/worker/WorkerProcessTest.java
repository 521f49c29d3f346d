// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WorkerProcessTest {

    /** Exit code of a process that SIGKILL ended, as shells and process tables count. */
    private static final int KILLED = 137;

    @TempDir
    Path folder;

    @Test
    void aJobThatEndsWellExitsWithZero() throws IOException, InterruptedException {
        assertThat(start(Action.EXPORT).waitFor()).isEqualTo(ExitCode.SUCCESS.code());
        assertThat(last().get("status").asText()).isEqualTo("SUCCESS");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM: a process is ended at once there")
    void onSigtermTheActionEndsInOrder() throws IOException, InterruptedException {
        Process process = running(Action.TRAIN);
        process.destroy();
        assertThat(process.waitFor()).isEqualTo(ExitCode.TERMINATED.code());
        assertThat(last().get("status").asText()).isEqualTo("FAILURE");
        assertThat(last().get("message").asText()).isEqualTo("Stopped on request in epoch 2; a checkpoint was written.");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM: a process is ended at once there")
    void anActionThatDoesNotEndIsKilledWithinThreeSeconds() throws IOException, InterruptedException {
        Process process = running(Action.EVALUATE);
        long start = System.nanoTime();
        process.destroy();
        assertThat(process.waitFor()).isEqualTo(KILLED);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertThat(taken).isBetween(Duration.ofMillis(Worker.GRACE_MILLIS), Duration.ofMillis(Worker.GRACE_MILLIS + 500));
    }

    @Test
    void withoutAJobFileItSaysWhatItWants() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(java(), "-cp", classPath(), PatientMain.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.lines()).anyMatch(line -> line.contains("one argument is expected, the path of the job file"));
        }
        assertThat(process.waitFor()).isEqualTo(ExitCode.USER.code());
    }

    private Process running(Action action) throws IOException {
        Process process = start(action);
        BufferedReader output = process.inputReader();
        String line = output.readLine();
        while (line != null && !line.equals(PatientMain.READY)) {
            line = output.readLine();
        }
        assertThat(line).as("what the process printed").isEqualTo(PatientMain.READY);
        return process;
    }

    private Process start(Action action) throws IOException {
        Path job = WorkerTest.jobFile(folder, action);
        return new ProcessBuilder(java(), "-cp", classPath(), PatientMain.class.getName(), job.toString())
                .redirectErrorStream(true)
                .start();
    }

    private JsonNode last() {
        List<JsonNode> lines = WorkerTest.lines(folder);
        return lines.get(lines.size() - 1);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
