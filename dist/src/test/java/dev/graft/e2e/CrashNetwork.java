// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.client.Credential;
import dev.graft.cli.client.GraftApi;
import dev.graft.cli.client.HttpApi;
import dev.graft.cli.client.OwnerKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A network whose jobs take as long as they are told, need nothing, and notice when a job runs twice at once. */
final class CrashNetwork {

    private static final List<String> FILES = List.of("plugin.properties", "network.yaml", "specs.yaml", "train.sh");

    /** How long an epoch takes is in train.sh. */
    static final int EPOCHS_PER_SECOND = 5;

    private CrashNetwork() {}

    /** Puts its plugin where a server with that data folder finds it at its start. */
    static void install(Path data) throws IOException {
        Path zip = Files.createDirectories(data.resolve("plugins")).resolve("crash-network-1.0.0.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : FILES) {
                out.putNextEntry(new ZipEntry(name));
                try (InputStream file = CrashNetwork.class.getResourceAsStream("/crash-network/" + name)) {
                    file.transferTo(out);
                }
            }
        }
    }

    /** The API of a server as its administrator uses it, not held against the description, which does not know the network. */
    static GraftApi api(TestServer server) {
        return new GraftApi(HttpApi.at(server.setup().url()).as(Credential.apiKey(TestServer.KEY)), TestServer.ORG);
    }

    /** Creates an experiment of it, and returns its id. */
    static String experiment(GraftApi api) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", "crash").put("network_arch", "crash_network");
        return api.create(OwnerKind.EXPERIMENT, body).path("id").asText();
    }

    /** A request for a training of so many epochs, a fifth of a second each. */
    static ObjectNode train(int epochs) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("action", "train");
        request.putObject("specs").putObject("train").put("epochs", epochs);
        return request;
    }
}
