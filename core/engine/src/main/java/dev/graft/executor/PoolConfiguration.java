// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.server.Background;
import dev.graft.storage.DataFolder;
import dev.graft.storage.GraftHome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the pool from the configuration: {@code graft.local.slots} (slots on a machine without GPUs, default 1), {@code graft.local.cores}
 * (cores of each slot, default an equal share), {@code graft.worker.java} (the worker's Java launcher, default the server's),
 * {@code graft.worker.java-options}, {@code graft.worker.cache} (where native libraries are unpacked, default {@code worker/cache} of the
 * distribution if it is there, else {@code cache} in the data folder), {@code graft.scheduler.patience} (ISO 8601 duration after which a
 * large job lets no other pass, default {@code PT10M}).
 */
@ApplicationScoped
public class PoolConfiguration {

    /** How workers are started. */
    @Produces
    @Singleton
    WorkerSettings workers(
            GraftHome home,
            DataFolder data,
            @ConfigProperty(name = "graft.worker.java") Optional<String> java,
            @ConfigProperty(name = "graft.worker.java-options", defaultValue = WorkerSettings.DEFAULT_OPTIONS) String options,
            @ConfigProperty(name = "graft.worker.cache") Optional<String> cache) {
        return new WorkerSettings(
                java.map(Path::of).orElseGet(WorkerSettings::ownJava),
                List.of(options.strip().split("\\s+")),
                home.workerLibraries(),
                cache.map(folder -> Path.of(folder).toAbsolutePath()).orElseGet(() -> defaultCache(home, data)));
    }

    /** The pool of this server. */
    @Produces
    @Singleton
    SlotPool pool(
            WorkerSettings workers,
            @Background ScheduledExecutorService timer,
            @ConfigProperty(name = "graft.local.slots", defaultValue = "1") int cpuSlots,
            @ConfigProperty(name = "graft.local.cores") Optional<Integer> cores) {
        List<Slot> slots = LocalSlots.of(
                GpuQuery.ask(),
                cpuSlots,
                cores.map(OptionalInt::of).orElse(OptionalInt.empty()),
                Runtime.getRuntime().availableProcessors(),
                memoryBytes());
        return new SlotPool(List.of(new LocalExecutor(slots, workers, timer)));
    }

    /** The policy of this server. */
    @Produces
    @Singleton
    SchedulingPolicy policy(@ConfigProperty(name = "graft.scheduler.patience", defaultValue = "PT10M") Duration patience) {
        return new FairSharePolicy(patience);
    }

    private static Path defaultCache(GraftHome home, DataFolder data) {
        Path packaged = home.root().resolve("worker").resolve("cache");
        return Files.isWritable(packaged) ? packaged : data.root().resolve("cache");
    }

    private static long memoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize()
                : 0;
    }
}
