// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.storage.DataFolder;
import dev.graft.storage.GraftHome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the pool from the configuration: {@code graft.executors} (kinds of executors with commas, those of this machine in the order in
 * which they are preferred; default {@code local}), {@code graft.local.slots} (slots on a machine without GPUs, default 1), {@code graft.local.cores}
 * (cores of each slot, default an equal share), {@code graft.gpu.platforms} (words for kinds of GPUs, such as
 * {@code titan-xp=NVIDIA TITAN Xp}), {@code graft.worker.java} (the worker's Java launcher, default the server's),
 * {@code graft.worker.java-options}, {@code graft.worker.cache} (where native libraries are unpacked, default {@code worker/cache} of the
 * distribution if it is there, else {@code cache} in the data folder), {@code graft.scheduler.patience} (ISO 8601 duration after which a
 * large job lets no other pass, default {@code PT10M}).
 */
@ApplicationScoped
public class PoolConfiguration {

    private static final String PLATFORMS = "graft.gpu.platforms";

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

    /** The words for kinds of GPUs. */
    @Produces
    @Singleton
    PlatformNames platforms(@ConfigProperty(name = PLATFORMS) Optional<String> names) {
        return names.map(text -> PlatformNames.of(PLATFORMS, text)).orElse(PlatformNames.BUILT_IN);
    }

    /** The pool of this server. */
    @Produces
    @Singleton
    SlotPool pool(
            @Any Instance<ExecutorFactory> factories,
            PlatformNames platforms,
            @ConfigProperty(name = "graft.executors", defaultValue = LocalExecutor.NAME) List<String> kinds,
            @ConfigProperty(name = "graft.local.slots", defaultValue = "1") int cpuSlots,
            @ConfigProperty(name = "graft.local.cores") Optional<Integer> cores) {
        return new SlotPool(executors(
                factories.stream().toList(),
                kinds,
                LocalSlots.of(
                        GpuQuery.ask(),
                        platforms,
                        cpuSlots,
                        cores.map(OptionalInt::of).orElse(OptionalInt.empty()),
                        Runtime.getRuntime().availableProcessors(),
                        memoryBytes())));
    }

    /** The executors of those kinds; those that run on this machine share its slots. */
    static List<Executor> executors(List<ExecutorFactory> factories, List<String> kinds, List<Slot> machine) {
        List<ExecutorFactory> chosen = kinds.stream().map(kind -> factory(factories, kind.strip())).toList();
        List<Executor> onMachine =
                chosen.stream().filter(ExecutorFactory::onThisMachine).map(factory -> factory.make(machine)).toList();
        Stream<Executor> others = chosen.stream().filter(factory -> !factory.onThisMachine()).map(factory -> factory.make(machine));
        return Stream.concat(onMachine.isEmpty() ? Stream.of() : Stream.of(new MachineExecutor(machine, onMachine)), others).toList();
    }

    private static ExecutorFactory factory(List<ExecutorFactory> factories, String kind) {
        return factories.stream()
                .filter(factory -> factory.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("graft.executors names '" + kind + "'; there are "
                        + factories.stream().map(ExecutorFactory::kind).sorted().collect(Collectors.joining(", "))));
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
