// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.CommandRun;
import dev.graft.cli.ExitCode;
import dev.graft.cli.FakeServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginCommandTest {

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
    void theKeyIsKeptForItsOwnerAlone() throws IOException {
        answerLogin("{\"acme\": \"ADMIN\"}");
        CommandRun run = login("--api-key", "k-1");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings()))).isEqualTo("rw-------");
        assertThat(settings()).content().contains("k-1", "acme", server.url().toString());
        assertThat(run.out()).contains("acme").doesNotContain("k-1");
    }

    @Test
    void furtherCommandsUseTheLastLogin() {
        answerLogin("{\"acme\": \"ADMIN\"}");
        login("--api-key", "k-1");
        server.answer("GET /api/v1/orgs/acme/datasets", 200, "[]");
        assertThat(CommandRun.of(home, Map.of(), "dataset", "list").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(server.request("GET /api/v1/orgs/acme/datasets").key()).isEqualTo("k-1");
    }

    @Test
    void theEnvironmentOverrulesTheLastLogin() {
        answerLogin("{\"acme\": \"ADMIN\"}");
        login("--api-key", "k-1");
        server.answer("GET /api/v1/orgs/other/datasets", 200, "[]");
        CommandRun.of(home, Map.of("GRAFT_ORG", "other", "GRAFT_API_KEY", "k-2"), "dataset", "list");
        assertThat(server.request("GET /api/v1/orgs/other/datasets").key()).isEqualTo("k-2");
    }

    @Test
    void aWrongKeyIsRefusedAndNotKept() {
        server.answer("POST /api/v1/login", 401, "{\"error_code\": 120, \"error_desc\": \"The API key is not valid.\"}");
        CommandRun run = login("--api-key", "wrong");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_ALLOWED);
        assertThat(run.err()).isEqualTo("graft: The API key is not valid.\n");
        assertThat(settings()).doesNotExist();
    }

    @Test
    void aUserOfSeveralOrganisationsHasToNameOne() {
        answerLogin("{\"acme\": \"ADMIN\", \"beta\": \"VIEWER\"}");
        CommandRun run = login("--api-key", "k-1");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--org", "acme, beta");
        assertThat(login("--api-key", "k-1", "--org", "beta").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(settings()).content().contains("beta");
    }

    private Path settings() {
        return home.resolve(".config/graft/config.json");
    }

    private CommandRun login(String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "login";
        arguments[1] = "--url";
        arguments[2] = server.url().toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return CommandRun.of(home, Map.of(), arguments);
    }

    private void answerLogin(String organisations) {
        String claims = Base64.getUrlEncoder().withoutPadding()
                .encodeToString(("{\"orgs\": " + organisations + "}").getBytes(StandardCharsets.UTF_8));
        server.answer("POST /api/v1/login", 201, "{\"user_id\": \"u-1\", \"token\": \"e30." + claims + ".c2ln\"}");
    }
}
