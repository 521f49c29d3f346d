// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/graft} as people run it. */
@ExtendWith(SharedServer.class)
class CommandLineIT {

    private record Run(int exitCode, String output) {}

    private final TestServer server;

    @TempDir
    private Path home;

    CommandLineIT(TestServer server) {
        this.server = server;
    }

    @Test
    void afterTheLoginCommandsKnowServerAndOrganisation() throws Exception {
        Run login = graft("login", "--url", server.setup().url().toString(), "--api-key", TestServer.KEY);
        assertThat(login.exitCode()).as(login.output()).isZero();
        Run list = graft("dataset", "list");
        assertThat(list.exitCode()).as(list.output()).isZero();
        assertThat(list.output()).contains("images_train", "pull_complete");
        Run plugins = graft("plugin", "list");
        assertThat(plugins.output()).contains("classification_pyt");
    }

    @Test
    void anAdministratorTakesInAUserWhoseKeyWorksUntilItIsRevoked() throws Exception {
        graft("login", "--url", server.setup().url().toString(), "--api-key", TestServer.KEY);
        Run added = graft("user", "add", "bob", "--role", "viewer");
        assertThat(added.exitCode()).as(added.output()).isZero();
        String id = added.output().split(" ")[1];
        String key = graft("user", "key", id).output().strip();
        Run read = graft("dataset", "list", "--api-key", key);
        assertThat(read.exitCode()).as(read.output()).isZero();
        assertThat(graft("dataset", "create", "--type", "x", "--format", "y", "--api-key", key).exitCode()).isEqualTo(3);
        assertThat(graft("user", "remove", id).exitCode()).isZero();
        assertThat(graft("dataset", "list", "--api-key", key).exitCode()).isNotZero();
    }

    @Test
    void aPortInUseIsToldAtOnce() throws Exception {
        Run run = graft("serve", "--host", "127.0.0.1", "--port", Integer.toString(server.setup().port()),
                "--data", home.resolve("data").toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("Port " + server.setup().port(), "--port");
    }

    @Test
    void aDataFolderInUseIsToldAtOnce() throws Exception {
        Run run = graft("serve", "--port", "1", "--data", server.data().toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("Another server is using the data folder");
    }

    @Test
    void anotherFolderIsNoHindrance() throws Exception {
        ProcessBuilder builder = builder("dataset", "list", "--url", server.setup().url().toString(), "--org", TestServer.ORG,
                "--api-key", TestServer.KEY).directory(Path.of("/").toFile());
        assertThat(run(builder).exitCode()).isZero();
    }

    private Run graft(String... arguments) throws IOException, InterruptedException {
        return run(builder(arguments));
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(TestServer.home().resolve("bin/graft").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("XDG_CONFIG_HOME", home.toString()));
        return builder;
    }

    private static Run run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }
}
