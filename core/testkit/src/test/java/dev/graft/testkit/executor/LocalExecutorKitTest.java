// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import dev.graft.executor.Attempt;
import dev.graft.executor.Executor;
import dev.graft.executor.LocalExecutor;
import dev.graft.executor.Slot;
import dev.graft.executor.WorkerSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

class LocalExecutorKitTest extends ExecutorKit {

    @TempDir
    private Path cache;

    private ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

    @Override
    protected void killServer() {
        timer.shutdownNow();
    }

    @Override
    protected Executor newServersExecutor() {
        timer = Executors.newScheduledThreadPool(2);
        List<Slot> slots = IntStream.range(0, 2)
                .mapToObj(index -> new Slot(
                        "local/cpu" + index, LocalExecutor.NAME, Slot.CPU, "a processor", OptionalInt.empty(), 0, 1))
                .toList();
        return new LocalExecutor(
                slots,
                new WorkerSettings(
                        WorkerSettings.ownJava(),
                        List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"),
                        cache.resolve("no-libraries"),
                        cache),
                timer);
    }

    @Override
    protected boolean anythingLeftOf(Attempt attempt) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .anyMatch(line -> line.contains(attempt.token()));
    }
}
