// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.slurm;

import dev.graft.executor.ConfiguredImages;
import dev.graft.executor.Executor;
import dev.graft.executor.ExecutorFactory;
import dev.graft.executor.MemorySize;
import dev.graft.executor.Slot;
import dev.graft.executor.WorkerSettings;
import dev.graft.server.Background;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.microprofile.config.Config;

/**
 * Makes the executor of Slurm jobs from {@code graft.slurm.conf} (Slurm's configuration file; default Slurm's own), {@code .options} (words
 * for every {@code sbatch}, such as {@code --partition=gpu --account=ml}), {@code .memory} (for each slot, such as {@code 32g}),
 * {@code .poll} (ISO 8601 duration, default {@code PT2S}) and {@code .container-prefix} (words before a container form's command, such as
 * <code>apptainer exec --nv --bind {mounts} docker://{image}</code>). Images are those of {@code graft.container.images.<key>}. The nodes'
 * Java is {@code graft.worker.java}; nodes and server share data folder and distribution.
 */
@ApplicationScoped
public class SlurmExecutorFactory implements ExecutorFactory {

    private static final String PREFIX = "graft.slurm.";

    private final Config config;
    private final WorkerSettings workers;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;

    /** For the container's proxy. */
    protected SlurmExecutorFactory() {
        this(null, null, null, null);
    }

    @Inject
    public SlurmExecutorFactory(
            Config config, WorkerSettings workers, @Background ExecutorService threads, @Background ScheduledExecutorService timer) {
        this.config = config;
        this.workers = workers;
        this.threads = threads;
        this.timer = timer;
    }

    @Override
    public String kind() {
        return SlurmExecutor.NAME;
    }

    @Override
    public boolean onThisMachine() {
        return false;
    }

    @Override
    public Executor make(List<Slot> machine) {
        SlurmSettings settings = settings();
        try {
            return new SlurmExecutor(SlurmExecutor.slotsOf(settings), settings, threads, timer);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "graft.executors names slurm, and Slurm does not answer: " + e.getMessage()
                            + "; check graft.slurm.conf and that sinfo works for the server's user",
                    e);
        }
    }

    /** The settings as configured. */
    SlurmSettings settings() {
        return new SlurmSettings(
                text("conf").map(file -> Map.of("SLURM_CONF", file)).orElse(Map.of()),
                words("options"),
                workers,
                ConfiguredImages.of(config),
                words("container-prefix"),
                text("memory").map(value -> OptionalLong.of(MemorySize.bytes(PREFIX + "memory", value))).orElse(OptionalLong.empty()),
                config.getOptionalValue(PREFIX + "poll", Duration.class).orElse(Duration.ofSeconds(2)));
    }

    private List<String> words(String key) {
        return text(key).filter(value -> !value.isEmpty()).map(value -> List.of(value.split("\\s+"))).orElse(List.of());
    }

    private Optional<String> text(String key) {
        return config.getOptionalValue(PREFIX + key, String.class).map(String::strip);
    }
}
