// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.spi.worker.WorkerJob;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What tests with {@link ScriptedWorker} processes share. */
public final class WorkerProcesses {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private WorkerProcesses() {}

    /** Settings for small and quick workers. */
    public static WorkerSettings settings(Path folder) {
        return new WorkerSettings(
                WorkerSettings.ownJava(),
                List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"),
                folder.resolve("no-libraries"),
                folder.resolve("cache"));
    }

    /** The class path that {@link ScriptedWorker} needs. */
    public static List<Path> classPath() {
        return Stream.of(ScriptedWorker.class, WorkerJob.class, ObjectMapper.class, JsonFactory.class, JsonProperty.class)
                .map(WorkerProcesses::origin)
                .toList();
    }

    /** Waits until a condition holds, and fails after a generous time. */
    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + LIMIT + " in vain for: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** The end of a worker; fails after a generous time. */
    static WorkerEnd end(Worker worker) throws Exception {
        return worker.end().get(LIMIT.toSeconds(), SECONDS);
    }

    /** Processes whose command line has that text. */
    public static long count(String text) {
        return ProcessHandle.allProcesses()
                .filter(process -> new ProcessGroup(process.pid()).leaderHas(text))
                .count();
    }

    /** Kills a shell and all that it started. */
    public static void killGroup(long leader) {
        new ProcessGroup(leader).kill();
    }

    /** Kills every process whose command line has that text, and waits until none is left. */
    public static void killAll(String text) {
        await("processes with " + text + " to be gone", () -> {
            List<ProcessHandle> left = ProcessHandle.allProcesses()
                    .filter(process -> new ProcessGroup(process.pid()).leaderHas(text))
                    .toList();
            left.forEach(ProcessHandle::destroyForcibly);
            return left.isEmpty();
        });
    }

    private static Path origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of " + type + " is no path", e);
        }
    }
}
