// SPDX-License-Identifier: Apache-2.0
package dev.graft.spi.described;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.worker.WorkerJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandWorkerTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private Path jobFile;
    private Path results;
    private Path status;

    @BeforeEach
    void writeJob() throws IOException {
        results = Files.createDirectory(folder.resolve("results"));
        status = folder.resolve("status.json");
        ObjectNode specs = JsonNodeFactory.instance.objectNode().put("epochs", 3);
        jobFile = Files.writeString(
                folder.resolve("job.json"),
                new WorkerJob("id", "net", Action.TRAIN, specs, results, status, "", List.of(), 1).toJson());
    }

    @Test
    void theCommandRunsInTheResultsAndItsEndIsTold() throws Exception {
        assertThat(run("sh", "-c", "echo made > model.txt")).isZero();

        assertThat(results.resolve("model.txt")).hasContent("made");
        assertThat(lines()).extracting(line -> line.path("status").asText()).containsExactly("STARTED", "SUCCESS");
        assertThat(lines().get(1).path("message").asText()).isEqualTo("Finished train of net.");
    }

    @Test
    void filesAreNamedToTheCommand() throws Exception {
        assertThat(run("sh", "-c", "cp $0 spec && cp $1 job && echo '{\"epoch\": 1}' >> $2", "{spec_file}", "{job_file}", "{status_file}"))
                .isZero();

        assertThat(results.resolve("spec")).hasContent("epochs: 3");
        assertThat(WorkerJob.read(results.resolve("job")).jobId()).isEqualTo("id");
        assertThat(lines()).anySatisfy(line -> assertThat(line.path("epoch").asInt()).isEqualTo(1));
    }

    @Test
    void aFailedCommandIsToldWithItsExitCode() throws Exception {
        assertThat(run("sh", "-c", "exit 7")).isEqualTo(7);
        assertThat(last().path("status").asText()).isEqualTo("FAILURE");
        assertThat(last().path("message").asText()).contains("exit code 7");
    }

    @Test
    void theCommandsOwnLastWordStands() throws Exception {
        assertThat(run("sh", "-c", "echo '{\"status\": \"FAILURE\", \"message\": \"no points\"}' >> $0; exit 2", "{status_file}"))
                .isEqualTo(2);
        assertThat(last().path("message").asText()).isEqualTo("no points");
    }

    @Test
    void aProgramThatIsNotInstalledIsNamed() throws Exception {
        assertThat(run("no-such-program")).isEqualTo(1);
        assertThat(last().path("status").asText()).isEqualTo("FAILURE");
        assertThat(last().path("message").asText()).contains("Install no-such-program");
    }

    @Test
    void aCommandThatWasStoppedHasNoLastWord() throws Exception {
        assertThat(run("sh", "-c", "exit 143")).isEqualTo(143);
        assertThat(lines()).hasSize(1);
    }

    private int run(String... command) throws Exception {
        return new CommandWorker(jobFile).run(List.of(command));
    }

    private JsonNode last() throws IOException {
        return lines().get(lines().size() - 1);
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(status)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
