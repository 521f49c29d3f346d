// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import static dev.graft.executor.WorkerProcesses.await;
import static dev.graft.executor.WorkerProcesses.count;
import static dev.graft.executor.WorkerProcesses.end;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.spi.Action;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.LaunchPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreachableWorkerTest {

    private static final Slot SLOT = new Slot("local/cpu0", LocalExecutor.NAME, Slot.CPU, "a processor", OptionalInt.empty(), 0, 1);

    @TempDir
    private Path folder;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final String job = UUID.randomUUID().toString();
    private StandbyPool pool;
    private LocalExecutor executor;

    @BeforeEach
    void makeExecutor() {
        pool = new StandbyPool(1, folder.resolve("workers"), timer);
        executor = new LocalExecutor(List.of(SLOT), WorkerProcesses.settings(folder), pool, timer);
    }

    @AfterEach
    void leaveNothing() {
        pool.close();
        timer.shutdownNow();
        WorkerProcesses.killAll(folder.toString());
    }

    @Test
    void aWorkerThatHadStoodByIsKilledByItsShellTooAndLeavesNoFolder() throws Exception {
        executor.prepare(work("hang"));
        executor.start(work("hang"));
        awaitWork();
        Path process = AttemptFolder.of(attempt()).standby().orElseThrow();

        Worker unreachable = UnreachableWorker.of(attempt(), timer, Duration.ofSeconds(4));

        await("the worker to be gone", () -> count(process.toString()) == 0);
        assertThat(end(unreachable)).isEqualTo(WorkerEnd.lost());
        assertThat(process).doesNotExist();
    }

    @Test
    void theEndOfAWorkerIsKnownWithoutWaiting() throws Exception {
        end(executor.start(work("fail")));

        assertThat(UnreachableWorker.of(attempt(), timer).end()).isCompletedWithValue(AttemptFolder.of(attempt()).end());
    }

    @Test
    void anAttemptThatDidNotStartNeverWill() throws Exception {
        assertThat(UnreachableWorker.of(attempt(), timer).end()).isCompletedWithValue(WorkerEnd.neverStarted());

        Work late = work("succeed");
        end(executor.start(late));

        assertThat(late.statusFile()).doesNotExist();
    }

    private void awaitWork() {
        await("the worker's first status line", () -> Files.exists(folder.resolve("status.json")));
    }

    private Attempt attempt() {
        return new Attempt(job, 1, folder);
    }

    private Work work(String deed) throws IOException {
        return new Work(
                attempt(),
                "scripted",
                Action.TRAIN,
                new LaunchPlan(
                        JsonNodeFactory.instance.objectNode().put("do", deed),
                        Optional.of(new EmbeddedForm(ScriptedWorker.class.getName())),
                        Optional.empty()),
                List.of(SLOT),
                WorkerProcesses.classPath(),
                List.of(),
                Map.of(),
                "",
                Files.createDirectories(folder.resolve("results")),
                folder.resolve("status.json"),
                folder.resolve("logs.txt"),
                Optional.empty());
    }
}
