// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.ExitCode;
import dev.graft.spi.worker.WorkerJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReplicaProcessesTest {

    @TempDir
    Path folder;

    private Process process;

    @AfterEach
    void leaveNothing() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Test
    void theFirstAloneTellsOfTheJob() throws Exception {
        assertThat(run("", "")).isEqualTo(ExitCode.SUCCESS.code());
        assertThat(WorkerTest.lines(folder)).hasSize(2);
        assertThat(last().get("message").asText()).isEqualTo("rank 0 is done");
    }

    @Test
    void theOneThatFailsSaysWhy() throws Exception {
        assertThat(run("notices", "fails")).isEqualTo(ExitCode.USER.code());
        assertThat(last().get("message").asText()).isEqualTo("rank 1 of 2 failed: its share does not suit it");
    }

    @Test
    void oneThatIsKilledIsNamed() throws Exception {
        assertThat(run("notices", "dies")).isEqualTo(ExitCode.INTERNAL.code());
        assertThat(last().get("message").asText()).startsWith("rank 1 of 2 failed: its process ended with exit code 137");
    }

    @Test
    void aFirstThatWaitsForNothingIsEnded() throws Exception {
        assertThat(run("waits", "fails")).isEqualTo(ExitCode.USER.code());
        assertThat(last().get("message").asText()).isEqualTo("rank 1 of 2 failed: its share does not suit it");
    }

    @Test
    void theFirstsOwnFailureEndsTheOther() throws Exception {
        assertThat(run("notices", "stays")).isEqualTo(ExitCode.INTERNAL.code());
        assertThat(last().get("message").asText()).contains("Connection closed by peer");
    }

    /** The exit code; when the job is over, so are all its processes and files. */
    private int run(String first, String other) throws Exception {
        ObjectNode specs = JsonNodeFactory.instance.objectNode().put("first", first).put("second", other);
        WorkerJob job = new WorkerJob(
                "job", "net", Action.TRAIN, specs, folder, folder.resolve("status.json"), "", List.of(), 2);
        Path file = Files.writeString(folder.resolve("job.json"), job.toJson());
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        PairedMain.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        int exit = process.waitFor();
        Optional<ProcessHandle> second = ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve(PairedMain.SECOND))));
        if (second.isPresent()) {
            second.get().onExit().get(10, TimeUnit.SECONDS);
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
        return exit;
    }

    private JsonNode last() {
        List<JsonNode> lines = WorkerTest.lines(folder);
        return lines.get(lines.size() - 1);
    }
}
