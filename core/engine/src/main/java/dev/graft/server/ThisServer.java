// SPDX-License-Identifier: Apache-2.0
package dev.graft.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who this server is among those that share its database: one start of one process on one machine. */
@ApplicationScoped
public class ThisServer {

    private final UUID id = UUID.randomUUID();
    private final String host;

    /** For the container's proxy. */
    protected ThisServer() {
        this("");
    }

    /** @param host name of the machine: servers of the same name see each other's processes; the machine's own name by default */
    @Inject
    public ThisServer(@ConfigProperty(name = "graft.server.host") Optional<String> host) {
        this(host.orElseGet(ThisServer::machine));
    }

    /** A server on a machine of that name. */
    public ThisServer(String host) {
        this.host = host;
    }

    /** A new one at every start. */
    public UUID id() {
        return id;
    }

    /** Name of its machine. */
    public String host() {
        return host;
    }

    /** Its process. */
    public long pid() {
        return ProcessHandle.current().pid();
    }

    /** When its process began, as the operating system tells it. */
    public Instant begun() {
        return ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH);
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A machine whose name does not resolve still has one.
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("localhost");
        }
    }
}
