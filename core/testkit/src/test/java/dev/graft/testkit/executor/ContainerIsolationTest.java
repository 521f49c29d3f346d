// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.dockerjava.api.DockerClient;
import dev.graft.executor.Attempt;
import dev.graft.executor.Slot;
import dev.graft.executor.Work;
import dev.graft.executor.WorkerEnd;
import dev.graft.executor.WorkerEnd.Cause;
import dev.graft.executor.WorkerSettings;
import dev.graft.executor.container.ContainerExecutor;
import dev.graft.executor.container.ContainerSettings;
import dev.graft.executor.container.PullPolicy;
import dev.graft.spi.Action;
import dev.graft.spi.launch.ContainerForm;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.LaunchPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a container can see and do, and what becomes of one that cannot be run; on a real Podman. */
class ContainerIsolationTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private DockerClient client;
    private Path input;

    @RegisterExtension
    private final BeforeEachCallback service = context -> client = Podman.of(context).connect();

    @BeforeEach
    void makeInput() throws IOException {
        // Another user must be able to reach what is mounted.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        input = Files.createDirectories(folder.resolve("dataset"));
        Files.writeString(input.resolve("1.txt"), "one");
        Files.writeString(folder.resolve("secret"), "of the server");
    }

    @AfterEach
    void close() throws IOException {
        threads.shutdownNow();
        timer.shutdownNow();
        client.close();
    }

    @Test
    void inputsAreReadOnlyThereIsNoNetworkNoCapabilityAndNothingElseOfTheHost() throws IOException {
        Work work = probe();

        assertThat(end(work, Optional.empty(), PullPolicy.MISSING)).isEqualTo(WorkerEnd.exited(0));
        assertThat(work.logFile()).content()
                .contains("network lo\n", "input one read only", "results writable", "temporary writable", "capabilities .", "hidden false");
    }

    @Test
    void anotherUserWorksInTheJobsFolderToo() throws IOException {
        Work work = probe();

        assertThat(end(work, Optional.of("65534:65534"), PullPolicy.MISSING)).isEqualTo(WorkerEnd.exited(0));
        assertThat(work.logFile()).content().contains("user 65534\n", "input one read only", "results writable");
        assertThat(work.resultsDir().resolve("2.txt")).hasContent("new");
    }

    @Test
    void anImageThatTheRegistryDoesNotHandOverIsUnavailableAndTheStatusTellsOfThePull() throws IOException {
        Work work = work(container("missing", "true"));

        WorkerEnd end = end(work, Optional.empty(), PullPolicy.MISSING);

        assertThat(end.cause()).isEqualTo(Cause.UNAVAILABLE);
        assertThat(end.detail()).contains("localhost:1/nobody/nothing:1", "could not be pulled");
        assertThat(Files.readString(work.statusFile())).contains("Pulling image localhost:1/nobody/nothing:1.");
    }

    @Test
    void anImageThatMayNotBePulledIsUnavailable() throws IOException {
        WorkerEnd end = end(work(container("missing", "true")), Optional.empty(), PullPolicy.NEVER);

        assertThat(end.cause()).isEqualTo(Cause.UNAVAILABLE);
        assertThat(end.detail()).contains("graft.container.pull is never");
    }

    @Test
    void aCommandThatTheImageDoesNotHaveIsNoFaultOfTheEngine() throws IOException {
        WorkerEnd end = end(work(container("kit", "no-such-program")), Optional.empty(), PullPolicy.MISSING);

        assertThat(end.exitCode()).hasValue(127);
        assertThat(end.detail()).contains("no-such-program");
    }

    private WorkerEnd end(Work work, Optional<String> user, PullPolicy pull) {
        ContainerExecutor executor = new ContainerExecutor(work.slots(), settings(user, pull), client, threads, timer);
        return Patience.end(executor.start(work), LIMIT);
    }

    private ContainerSettings settings(Optional<String> user, PullPolicy pull) {
        return new ContainerSettings(
                Map.of("kit", Podman.JAVA_IMAGE, "missing", "localhost:1/nobody/nothing:1"),
                Optional.of(Podman.JAVA_IMAGE),
                new WorkerSettings(Path.of("java"), List.of("-Xmx64m"), folder.resolve("no-libraries"), folder.resolve("cache")),
                pull,
                "none",
                user,
                OptionalLong.empty(),
                64 << 20,
                false);
    }

    private Work probe() throws IOException {
        return work(new LaunchPlan(
                JsonNodeFactory.instance.objectNode()
                        .put("input", input.toString())
                        .put("hidden", folder.resolve("secret").toString()),
                Optional.of(new EmbeddedForm(Probe.class.getName())),
                Optional.empty()));
    }

    private static LaunchPlan container(String image, String command) {
        return new LaunchPlan(
                JsonNodeFactory.instance.objectNode(),
                Optional.empty(),
                Optional.of(new ContainerForm(image, List.of(command), "", "spec.yaml", Map.of())));
    }

    private Work work(LaunchPlan plan) throws IOException {
        Path root = Files.createDirectories(folder.resolve("job"));
        List<Path> classPath = new ArrayList<>(KitClassPath.entries());
        classPath.add(KitClassPath.of(Probe.class));
        return new Work(
                new Attempt(UUID.randomUUID().toString(), 1, root),
                "kit",
                Action.TRAIN,
                plan,
                List.of(new Slot("container/cpu0", "container", Slot.CPU, "a processor", OptionalInt.empty(), 0, 1)),
                classPath,
                List.of(input),
                Map.of(),
                "",
                Files.createDirectories(root.resolve("results")),
                root.resolve("status.json"),
                Files.writeString(root.resolve("logs.txt"), ""),
                Optional.empty());
    }
}
