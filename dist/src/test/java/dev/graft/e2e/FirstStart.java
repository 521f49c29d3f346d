// SPDX-License-Identifier: Apache-2.0
package dev.graft.e2e;

import dev.graft.cli.server.FreePort;
import dev.graft.cli.server.ServerProcess;
import dev.graft.cli.server.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A server that was started without a key, and stopped again.
 *
 * @param data its state
 * @param output what this start printed
 */
record FirstStart(Path data, String output) {

    static FirstStart of(Path folder) throws IOException {
        Path log = Files.createTempFile(folder, "server", ".log");
        ServerSetup setup = new ServerSetup(TestServer.home(), FreePort.find(), folder.resolve("first"), log, Map.of());
        try (ServerProcess server = ServerProcess.start(setup)) {
            server.awaitReady(Duration.ofSeconds(90));
        }
        return new FirstStart(setup.data(), Files.readString(log));
    }
}
