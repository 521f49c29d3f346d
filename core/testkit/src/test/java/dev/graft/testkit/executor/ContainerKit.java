// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.graft.executor.Attempt;
import dev.graft.executor.Executor;
import dev.graft.executor.Slot;
import dev.graft.executor.WorkerSettings;
import dev.graft.executor.container.ContainerExecutor;
import dev.graft.executor.container.ContainerSettings;
import dev.graft.executor.container.PullPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The kit on a real Podman; the forms of plans are its subclasses'. */
abstract class ContainerKit extends ExecutorKit {

    private static final long MEMORY_BYTES = 192L << 20;

    @TempDir
    private Path cache;

    private Podman podman;
    private DockerClient client;
    private ExecutorService threads;
    private ScheduledExecutorService timer;

    @RegisterExtension
    private final BeforeEachCallback service = this::take;

    private void take(ExtensionContext context) {
        podman = Podman.of(context);
    }

    @Override
    protected Executor newServersExecutor() {
        return newExecutor(settings(Optional.empty(), PullPolicy.MISSING));
    }

    /** The executor of a server with those settings. */
    Executor newExecutor(ContainerSettings settings) {
        client = podman.connect();
        threads = Executors.newCachedThreadPool();
        timer = Executors.newScheduledThreadPool(2);
        List<Slot> slots = IntStream.range(0, 2)
                .mapToObj(index -> new Slot(
                        "container/cpu" + index, ContainerExecutor.NAME, Slot.CPU, "a processor", OptionalInt.empty(), 0, 1))
                .toList();
        return new ContainerExecutor(slots, settings, client, threads, timer);
    }

    /** Settings for small and quick workers. */
    ContainerSettings settings(Optional<String> user, PullPolicy pull) {
        return new ContainerSettings(
                Map.of("kit", Podman.JAVA_IMAGE, "missing", "localhost:1/nobody/nothing:1"),
                Optional.of(Podman.JAVA_IMAGE),
                new WorkerSettings(
                        Path.of("java"),
                        List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        cache.resolve("no-libraries"),
                        cache),
                pull,
                "none",
                user,
                OptionalLong.of(MEMORY_BYTES),
                64 << 20,
                false);
    }

    @Override
    protected void killServer() {
        if (client == null) {
            return;
        }
        threads.shutdownNow();
        timer.shutdownNow();
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the client cannot be closed", e);
        }
    }

    @Override
    protected boolean anythingLeftOf(Attempt attempt) {
        try (DockerClient other = podman.connect()) {
            other.inspectContainerCmd("graft-" + attempt.jobId() + "-" + attempt.number()).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("the client cannot be closed", e);
        }
    }

    @Override
    protected boolean workersLimitTheirMemory() {
        return false;
    }

    @Override
    protected Duration timeLimit() {
        return Duration.ofSeconds(4);
    }
}
