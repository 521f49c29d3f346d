// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.executor.Attempt;
import dev.graft.executor.Executor;
import dev.graft.executor.Slot;
import dev.graft.executor.WorkerSettings;
import dev.graft.executor.slurm.SlurmExecutor;
import dev.graft.executor.slurm.SlurmSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The kit on a real Slurm. */
class SlurmExecutorKitTest extends ExecutorKit {

    @TempDir
    private Path cache;

    private SlurmCluster cluster;
    private ExecutorService threads;
    private ScheduledExecutorService timer;

    @RegisterExtension
    private final BeforeEachCallback running = this::take;

    private void take(ExtensionContext context) {
        cluster = SlurmCluster.of(context);
    }

    @Test
    void theSlotsAreTheGpusOfTheNodes() {
        assertThat(newServersExecutor().slots()).extracting(Slot::platform).containsExactly("a100", "a100");
    }

    @Override
    protected Executor newServersExecutor() {
        threads = Executors.newCachedThreadPool();
        timer = Executors.newScheduledThreadPool(2);
        SlurmSettings settings = new SlurmSettings(
                cluster.environment(),
                List.of("--partition=kit"),
                new WorkerSettings(
                        WorkerSettings.ownJava(),
                        List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"),
                        cache.resolve("no-libraries"),
                        cache),
                Map.of(),
                List.of(),
                OptionalLong.empty(),
                Duration.ofMillis(500));
        try {
            return new SlurmExecutor(SlurmExecutor.slotsOf(settings), settings, threads, timer);
        } catch (IOException e) {
            throw new UncheckedIOException("Slurm does not tell its nodes", e);
        }
    }

    @Override
    protected void killServer() {
        if (timer != null) {
            timer.shutdownNow();
            threads.shutdownNow();
        }
    }

    @Override
    protected boolean anythingLeftOf(Attempt attempt) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .anyMatch(line -> line.contains(attempt.token()));
    }

    @Override
    protected Duration timeLimit() {
        return Duration.ofSeconds(8);
    }
}
