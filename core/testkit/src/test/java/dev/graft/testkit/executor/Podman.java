// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import com.github.dockerjava.api.DockerClient;
import dev.graft.executor.container.EngineConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A Podman of the tests' own: its images, containers and socket lie in a temporary folder. Its one image holds a small Java and nothing
 * else, as no registry is asked. Started once for all tests; tests without Podman are skipped.
 */
final class Podman implements AutoCloseable {

    /** The image with Java. */
    static final String JAVA_IMAGE = "localhost/graft-kit:1";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String CONFIGURATION =
            """
            [containers]
            default_ulimits = ["nofile=4096:4096", "nproc=16384:16384"]
            [engine]
            runtime = "runc"
            cgroup_manager = "cgroupfs"
            events_logger = "file"
            """;

    private final Path folder;
    private final Process service;

    private Podman(Path folder, Process service) {
        this.folder = folder;
        this.service = service;
    }

    /** The service of this run of the tests. */
    static Podman of(ExtensionContext context) {
        for (String program : List.of("podman", "runc")) {
            Assumptions.assumeTrue(
                    Programs.find(program).isPresent(), program + " is not installed (Debian: apt-get install podman runc)");
        }
        return context.getRoot().getStore(Namespace.create(Podman.class)).getOrComputeIfAbsent(Podman.class, key -> start(), Podman.class);
    }

    /** A client of its own. */
    DockerClient connect() {
        return EngineConnection.to(Optional.of("unix://" + socket()));
    }

    private Path socket() {
        return folder.resolve("podman.sock");
    }

    private static Podman start() {
        try {
            Path folder = Files.createTempDirectory("graft-podman");
            Files.writeString(folder.resolve("containers.conf"), CONFIGURATION);
            command(folder, "import", JavaImage.tar(folder).toString(), JAVA_IMAGE);
            Process service = builder(folder, "system", "service", "--time=0", "unix://" + folder.resolve("podman.sock"))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("service.log").toFile())
                    .start();
            Podman podman = new Podman(folder, service);
            Patience.await("podman's socket", LIMIT, () -> Files.exists(podman.socket()));
            return podman;
        } catch (IOException e) {
            throw new UncheckedIOException("podman cannot be started", e);
        }
    }

    private static void command(Path folder, String... words) throws IOException {
        Programs.run(builder(folder, words));
    }

    private static ProcessBuilder builder(Path folder, String... words) {
        List<String> command = new ArrayList<>(List.of(
                "podman",
                "--root", folder.resolve("root").toString(),
                "--runroot", folder.resolve("run").toString(),
                "--tmpdir", folder.resolve("tmp").toString(),
                "--storage-driver", "vfs"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CONTAINERS_CONF", folder.resolve("containers.conf").toString());
        return builder;
    }

    @Override
    public void close() throws IOException {
        command(folder, "rm", "--all", "--force");
        service.destroy();
        Patience.await("podman's end", LIMIT, () -> !service.isAlive());
        Programs.run("rm", "-rf", folder.toString());
    }
}
