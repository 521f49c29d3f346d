// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import dev.graft.executor.Attempt;
import dev.graft.executor.Executor;
import dev.graft.executor.LocalExecutor;
import dev.graft.executor.Slot;
import dev.graft.executor.StandbyPool;
import dev.graft.executor.Work;
import dev.graft.executor.Worker;
import dev.graft.executor.WorkerSettings;
import dev.graft.spi.launch.LaunchPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** The local executor whose every worker is a process that stood by. */
class StandbyKitTest extends ExecutorKit {

    @TempDir
    private Path folder;

    private ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private StandbyPool standby;

    @Override
    protected void killServer() {
        standby.close();
        timer.shutdownNow();
    }

    @Override
    protected Executor newServersExecutor() {
        timer = Executors.newScheduledThreadPool(2);
        standby = new StandbyPool(2, folder.resolve("workers"), timer);
        List<Slot> slots = IntStream.range(0, 2)
                .mapToObj(index -> new Slot(
                        "local/cpu" + index, LocalExecutor.NAME, Slot.CPU, "a processor", OptionalInt.empty(), 0, 1))
                .toList();
        WorkerSettings settings = new WorkerSettings(
                WorkerSettings.ownJava(),
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"),
                folder.resolve("no-libraries"),
                folder);
        return new Prepared(new LocalExecutor(slots, settings, standby, timer));
    }

    @Override
    protected boolean anythingLeftOf(Attempt attempt) {
        Path process = process(attempt);
        return Files.exists(process)
                || ProcessHandle.allProcesses()
                        .flatMap(running -> running.info().commandLine().stream())
                        .anyMatch(line -> line.contains(process.toString()));
    }

    /** The folder of the process that an attempt went to; there is one, or the test is none of processes that stand by. */
    private static Path process(Attempt attempt) {
        try {
            return Path.of(Files.readString(attempt.files().resolve("standby")));
        } catch (IOException e) {
            throw new UncheckedIOException("the attempt did not go to a process that stood by", e);
        }
    }

    /** Has a process ready before each start. */
    private record Prepared(LocalExecutor machine) implements Executor {

        @Override
        public String name() {
            return machine.name();
        }

        @Override
        public List<Slot> slots() {
            return machine.slots();
        }

        @Override
        public boolean canRun(LaunchPlan plan) {
            return machine.canRun(plan);
        }

        @Override
        public Worker start(Work work) {
            machine.prepare(work);
            return machine.start(work);
        }

        @Override
        public Worker reattach(Attempt attempt) {
            return machine.reattach(attempt);
        }
    }
}
