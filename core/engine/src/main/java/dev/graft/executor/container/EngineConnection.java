// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Connections to container engines. Nothing is asked before the first use; credentials of registries come from Docker's own file. */
public final class EngineConnection {

    private static final String SOCKET = "unix://";

    /** Two for each running container, and some for questions. */
    private static final int CONNECTIONS = 1024;

    private EngineConnection() {}

    /**
     * Connects.
     *
     * @param host address of the engine, for example {@code unix:///run/podman/podman.sock} or {@code tcp://127.0.0.1:2375}; empty for
     *     {@code DOCKER_HOST} and then the usual sockets
     */
    public static DockerClient to(Optional<String> host) {
        DefaultDockerClientConfig.Builder builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        host.or(EngineConnection::usualSocket).ifPresent(builder::withDockerHost);
        DefaultDockerClientConfig config = builder.build();
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(Duration.ofSeconds(10))
                        .build());
    }

    private static Optional<String> usualSocket() {
        if (System.getenv("DOCKER_HOST") != null) {
            return Optional.empty();
        }
        Stream<String> ofUser = Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")).stream().map(folder -> folder + "/podman/podman.sock");
        return Stream.concat(Stream.of("/var/run/docker.sock"), Stream.concat(ofUser, Stream.of("/run/podman/podman.sock")))
                .filter(socket -> Files.isWritable(Path.of(socket)))
                .map(SOCKET::concat)
                .findFirst();
    }
}
