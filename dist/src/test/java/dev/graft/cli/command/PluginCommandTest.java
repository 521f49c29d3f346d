// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.CommandRun;
import dev.graft.cli.ExitCode;
import dev.graft.cli.FakeServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCommandTest {

    private static final String INSTALLED = "{\"id\": \"line_fit\", \"version\": \"1.0.0\", \"network_archs\": [\"line_fit\"]}";

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
    void aFolderIsPackedAndSent() throws IOException {
        server.answer("POST /api/v1/plugins", 201, INSTALLED);
        Path folder = example();
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".git/HEAD"), "ref");

        CommandRun run = run("plugin", "install", folder.toString());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("line_fit 1.0.0");
        assertThat(entries(server.request("POST /api/v1/plugins").body()))
                .contains("plugin.properties", "network.yaml", "specs.yaml", "train.awk")
                .noneMatch(name -> name.startsWith(".git"));
    }

    @Test
    void aRefusalIsTheServersOwnWords() throws IOException {
        server.answer("POST /api/v1/plugins", 409, "{\"error_code\": 130, \"error_desc\": \"train job 7 runs\"}");
        CommandRun run = run("plugin", "install", example().toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("train job 7 runs");
    }

    @Test
    void aRemovedPluginIsNamed() {
        server.answer("DELETE /api/v1/plugins/line_fit", 200, INSTALLED);
        CommandRun run = run("plugin", "remove", "line_fit");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("Removed plugin line_fit 1.0.0");
    }

    @Test
    void aPluginThatKeepsTheContractIsVerifiedWithoutAServer() throws IOException {
        CommandRun run = run("plugin", "verify", example().toString());
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("passed  line_fit: the defaults are valid", "checks, 0 failed.");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theCheckThatAPluginFailsIsNamedWithWhatWasSeen() throws IOException {
        Path specs = example().resolve("specs.yaml");
        Files.writeString(specs, Files.readString(specs).replace("How far a step follows the gradient.", "rate"));

        CommandRun run = run("plugin", "verify", "--quiet", specs.getParent().toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).contains("FAILED  line_fit: every visible parameter is described", "train.learning_rate", "1 failed.")
                .doesNotContain("passed");
    }

    @Test
    void aPluginThatCannotBeLoadedIsToldWithItsCause() throws IOException {
        Path network = example().resolve("network.yaml");
        Files.writeString(network, Files.readString(network).replace("architecture: line_fit", "architecture: Line Fit"));
        CommandRun run = run("plugin", "verify", network.getParent().toString());
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("cannot be loaded", "'Line Fit' is no architecture name");
    }

    @Test
    void whatIsNoPluginIsToldWithAdvice() throws IOException {
        assertThat(run("plugin", "verify", home.resolve("nowhere").toString()).err()).contains("no file or folder");
        assertThat(run("plugin", "verify", Files.createDirectory(home.resolve("empty")).toString()).err())
                .contains("no plugin.properties");
        Path text = Files.writeString(home.resolve("text.zip"), "text");
        assertThat(run("plugin", "verify", text.toString()).err()).contains("text.zip");
        assertThat(run("plugin", "install", Path.of("examples/tiny-mlp").toAbsolutePath().toString()).err())
                .contains("is a Maven project", "mvn -f");
    }

    /** A copy of the example of files alone. */
    private Path example() throws IOException {
        Path copy = Files.createDirectory(home.resolve("line-fit"));
        try (var files = Files.list(Path.of("examples/line-fit"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static List<String> entries(String zip) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.getBytes(StandardCharsets.ISO_8859_1)))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(home, Map.of("GRAFT_URL", server.url().toString(), "GRAFT_API_KEY", "k-1", "GRAFT_ORG", "acme"), arguments);
    }
}
