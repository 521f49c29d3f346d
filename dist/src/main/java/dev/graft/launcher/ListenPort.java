// SPDX-License-Identifier: Apache-2.0
package dev.graft.launcher;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks at the port before the slow part of the start, so that the word about it comes at once and names the remedy. */
final class ListenPort {

    private ListenPort() {}

    /**
     * Checks that the port can be listened on.
     *
     * @throws LaunchException if it is taken or not allowed
     */
    static void check(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new LaunchException(
                    "Port " + port + " of " + host + " cannot be used: " + e.getMessage() + ". Choose another one with --port.", e);
        }
    }
}
