// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import dev.graft.executor.ConfiguredImages;
import dev.graft.executor.Executor;
import dev.graft.executor.ExecutorFactory;
import dev.graft.executor.MemorySize;
import dev.graft.executor.Slot;
import dev.graft.executor.WorkerSettings;
import dev.graft.server.Background;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Makes the executor of containers from {@code graft.container.host} (the engine; default {@code DOCKER_HOST}, then the usual sockets of
 * Docker and Podman), {@code .images.<key>} (an image for each key of container forms), {@code .worker-image} (Java, for embedded forms),
 * {@code .pull} (always, missing, never; default missing), {@code .network} (default none), {@code .user} (uid:gid; default the server's
 * own), {@code .memory} (for each slot, such as {@code 32g}; default no limit), {@code .shared-memory} (default 8g) and {@code .init}
 * (default true).
 */
@ApplicationScoped
public class ContainerExecutorFactory implements ExecutorFactory {

    private static final String PREFIX = "graft.container.";
    private static final Pattern USER = Pattern.compile("\\d+:\\d+");

    private final Config config;
    private final WorkerSettings workers;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;

    /** For the container's proxy. */
    protected ContainerExecutorFactory() {
        this(null, null, null, null);
    }

    @Inject
    public ContainerExecutorFactory(
            Config config, WorkerSettings workers, @Background ExecutorService threads, @Background ScheduledExecutorService timer) {
        this.config = config;
        this.workers = workers;
        this.threads = threads;
        this.timer = timer;
    }

    @Override
    public String kind() {
        return ContainerExecutor.NAME;
    }

    @Override
    public boolean onThisMachine() {
        return true;
    }

    @Override
    public Executor make(List<Slot> machine) {
        return new ContainerExecutor(machine, settings(), EngineConnection.to(text("host")), threads, timer);
    }

    /** The settings as configured. */
    ContainerSettings settings() {
        return new ContainerSettings(
                ConfiguredImages.of(config),
                text("worker-image"),
                workers,
                PullPolicy.of(text("pull").orElse("missing")),
                text("network").orElse("none"),
                user(),
                text("memory").map(value -> OptionalLong.of(MemorySize.bytes(PREFIX + "memory", value))).orElse(OptionalLong.empty()),
                MemorySize.bytes(PREFIX + "shared-memory", text("shared-memory").orElse("8g")),
                config.getOptionalValue(PREFIX + "init", Boolean.class).orElse(true));
    }

    private Optional<String> user() {
        Optional<String> user = text("user");
        user.filter(name -> !USER.matcher(name).matches()).ifPresent(name -> {
            throw new IllegalArgumentException(
                    PREFIX + "user is a user id and a group id by number, such as 1000:1000, not '" + name + "'");
        });
        return user;
    }

    private Optional<String> text(String key) {
        return config.getOptionalValue(PREFIX + key, String.class).map(String::strip);
    }
}
