// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.cli.client.Credential;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.HttpApi;
import dev.graft.cli.client.Login;
import dev.graft.cli.client.OwnerKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * The classes that a server loads, in {@code lib/graft.jsa}, parsed and checked once for all starts (class-data sharing). It is recorded
 * from a server that runs on a temporary folder and is asked a little.
 *
 * @param home the distribution
 */
record ClassDataArchive(Path home) {

    private static final Duration START_TIME = Duration.ofMinutes(3);

    void make() {
        Path archive = home.resolve("lib").resolve("graft.jsa");
        Path made = archive.resolveSibling("graft.jsa.new");
        try (TemporaryFolder folder = TemporaryFolder.make("graft-prepare-")) {
            Files.deleteIfExists(archive);
            record(setup(folder.path(), made));
            Files.move(made, archive, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The archive " + archive + " could not be made", e);
        }
    }

    private ServerSetup setup(Path folder, Path archive) {
        Map<String, String> environment = Map.of(
                "GRAFT_API_KEY", UUID.randomUUID() + "-" + UUID.randomUUID(),
                "GRAFT_ORG", "prepare",
                "GRAFT_JAVA_OPTIONS", "-XX:ArchiveClassesAtExit=" + home.relativize(archive) + " -Xlog:disable -Xlog:all=error:stderr");
        return new ServerSetup(home, FreePort.find(), folder.resolve("data"), folder.resolve("server.log"), environment);
    }

    /** Walks the paths that people take first; what it creates it deletes. */
    private static void record(ServerSetup setup) {
        ServerProcess server = ServerProcess.start(setup);
        try {
            server.awaitReady(START_TIME);
            HttpApi http = HttpApi.at(setup.url());
            Login login = Login.with(http, setup.environment().get("GRAFT_API_KEY"));
            GraftApi api = new GraftApi(http.as(Credential.token(login.token())), "prepare");
            JsonNode dataset = api.create(OwnerKind.DATASET, JsonNodeFactory.instance.objectNode()
                    .put("type", "image_classification")
                    .put("format", "classification_pyt"));
            api.list(OwnerKind.DATASET, Map.of());
            api.list(OwnerKind.EXPERIMENT, Map.of());
            api.jobs(OwnerKind.EXPERIMENT, "all", Map.of());
            api.delete(OwnerKind.DATASET, dataset.path("id").asText());
        } finally {
            server.close(Duration.ofMinutes(1));
        }
    }
}
