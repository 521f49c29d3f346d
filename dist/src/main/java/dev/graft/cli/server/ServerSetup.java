// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * How a server of one's own is started.
 *
 * @param home the distribution
 * @param port port on this machine's loopback interface
 * @param data folder of its state
 * @param log file that its output is appended to
 * @param environment further environment variables
 */
public record ServerSetup(Path home, int port, Path data, Path log, Map<String, String> environment) {

    public ServerSetup {
        environment = Map.copyOf(environment);
    }

    /** Its address. */
    public URI url() {
        return URI.create("http://localhost:" + port);
    }
}
