// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.cli.client.DatasetPull;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.OwnerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

    @Test
    void anUploadWhoseCommandWasKilledGoesOnWithTheSameCommand() throws Exception {
        GraftApi api = server.api();
        Path archive = TestArchive.at(home.resolve("large.tar.gz"))
                .text("classes.txt", "lying\n")
                .bytes("images_train/lying/0.png", StripesExperiment.picture(new Random(1), true))
                .bytes("noise.bin", noise())
                .finish();
        String dataset = api.create(OwnerKind.DATASET, JsonNodeFactory.instance.objectNode()
                .put("type", "image_classification")
                .put("format", "classification_pyt")).path("id").asText();
        String uploads = "/api/v1/orgs/" + TestServer.ORG + "/datasets/" + dataset + "/uploads";
        String token = new Stage(server).token();
        try (HaltingProxy proxy = new HaltingProxy(server.setup().url(), 20 << 20)) {
            Process killed = builder("dataset", "upload", dataset, archive.toString(), "--url", proxy.url().toString(),
                    "--org", TestServer.ORG, "--api-key", TestServer.KEY).start();
            proxy.awaitHalt();
            killed.destroyForcibly().waitFor();
        }
        JsonNode begun = server.rest().get(uploads, token).json();
        assertThat(begun).hasSize(1);
        assertThat(begun.get(0).path("offset").asLong()).isBetween(16L << 20, 20L << 20);

        long sent = 12 << 20;
        try (HaltingProxy proxy = new HaltingProxy(server.setup().url(), sent)) {
            Run run = run(builder("dataset", "upload", dataset, archive.toString(), "--url", proxy.url().toString(),
                    "--org", TestServer.ORG, "--api-key", TestServer.KEY));
            assertThat(run.exitCode()).as(run.output()).isZero();
        }
        assertThat(DatasetPull.reason(new DatasetPull(api, dataset).await())).isEmpty();
        assertThat(server.rest().get(uploads, token).json()).isEmpty();
    }

    /** Bytes that no compression makes shorter. */
    private static byte[] noise() {
        byte[] bytes = new byte[27 << 20];
        new Random(1).nextBytes(bytes);
        return bytes;
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
