// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.CommandRun;
import dev.graft.cli.ExitCode;
import dev.graft.cli.FakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCommandTest {

    private static final String DATASETS = "/api/v1/orgs/acme/datasets";

    @TempDir
    private Path home;

    private FakeServer server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anUploadIsOneMultipartFieldFileWithTheBytesAsTheyAre() throws IOException {
        Path archive = Files.writeString(home.resolve("digits.tar.gz"), "these are the bytes");
        server.answer("POST " + DATASETS + "/d-1:upload", 201, "{\"id\": \"d-1\"}");
        server.answer("GET " + DATASETS + "/d-1", 200, "{\"id\": \"d-1\", \"status\": \"in_progress\"}");
        server.answer("GET " + DATASETS + "/d-1", 200, "{\"id\": \"d-1\", \"status\": \"pull_complete\"}");
        CommandRun run = run("dataset", "upload", "d-1", archive.toString());
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).isEqualTo("Dataset d-1 is pull_complete.\n");
        assertThat(server.request("POST " + DATASETS + "/d-1:upload").body())
                .contains("name=\"file\"; filename=\"digits.tar.gz\"")
                .contains("\r\n\r\nthese are the bytes\r\n--");
    }

    @Test
    void anInvalidDatasetEndsWithItsReason() throws IOException {
        Path archive = Files.writeString(home.resolve("digits.tar.gz"), "x");
        server.answer("POST " + DATASETS, 201, "{\"id\": \"d-1\"}");
        server.answer("POST " + DATASETS + "/d-1:upload", 201, "{\"id\": \"d-1\"}");
        server.answer("GET " + DATASETS + "/d-1", 200,
                "{\"id\": \"d-1\", \"status\": \"invalid_pull\", \"status_reason\": \"classes.txt is missing\"}");
        CommandRun run = run("dataset", "create", "--type", "image_classification", "--format", "classification_pyt",
                "--upload", archive.toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("classes.txt is missing");
    }

    @Test
    void aListIsATableAndTheFiltersAreTheApis() {
        server.answer("GET " + DATASETS, 200, """
                [{"id": "d-1", "name": "digits", "type": "image_classification", "format": "raw", "status": "starting"}]""");
        CommandRun run = run("dataset", "list", "--type", "!raw", "--size", "2", "--sort", "name-ascending");
        assertThat(run.out().lines()).hasSize(2).last().asString()
                .containsSubsequence("d-1", "digits", "image_classification", "raw", "starting", "-");
        assertThat(server.requests()).extracting(FakeServer.Request::line)
                .containsExactly("GET " + DATASETS + "?size=2&sort=name-ascending&type=%21raw");
    }

    @Test
    void withJsonTheAnswerIsPrintedAsItCame() {
        server.answer("GET " + DATASETS, 200, "[{\"id\":\"d-1\"}]");
        assertThat(run("dataset", "list", "--json").out()).isEqualToIgnoringWhitespace("[{\"id\":\"d-1\"}]");
    }

    @Test
    void aRefusalIsTheServersSentenceAndNoTrace() {
        server.answer("DELETE " + DATASETS + "/d-1", 400, "{\"error_code\": 104, \"error_desc\": \"An experiment uses it.\"}");
        CommandRun run = run("dataset", "delete", "d-1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).isEqualTo("graft: An experiment uses it.\n");
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        server.answer("POST " + DATASETS + "/d-1:upload", 201, "{}");
        CommandRun run = run("dataset", "upload", "d-1", home.resolve("no.tar").toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("no.tar cannot be read");
    }

    @Test
    void aServerThatDoesNotAnswerIsToldByItsAddress() {
        String url = server.url().toString();
        server.close();
        CommandRun run = run("dataset", "list");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(run.err()).contains("No answer from " + url, "graft serve");
    }

    @Test
    void anAnswerThatIsNoJsonIsToldAsSuch() {
        server.answer("GET " + DATASETS, 200, "<html>hello</html>");
        CommandRun run = run("dataset", "list");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("is no JSON");
    }

    private CommandRun run(String... arguments) {
        Map<String, String> environment =
                Map.of("GRAFT_URL", server.url().toString(), "GRAFT_ORG", "acme", "GRAFT_API_KEY", "k-1");
        return CommandRun.of(home, environment, arguments);
    }
}
