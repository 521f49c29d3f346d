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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandbyTest {

    @TempDir
    private Path folder;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private Path workers;
    private StandbyPool pool;
    private LocalExecutor executor;

    @BeforeEach
    void makeExecutor() {
        workers = folder.resolve("workers");
        pool = new StandbyPool(1, workers, timer);
        executor = new LocalExecutor(List.of(slot(1)), WorkerProcesses.settings(folder), pool, timer);
    }

    @AfterEach
    void leaveNothing() {
        pool.close();
        timer.shutdownNow();
        WorkerProcesses.killAll(folder.toString());
    }

    @Test
    void nobodyStandsByBeforeTheFirstJobAndOneDoesAfterIt() throws Exception {
        assertThat(standingBy()).isEmpty();

        end(executor.start(work("succeed")));

        await("a process that stands by", () -> standingBy().size() == 1);
    }

    @Test
    void theNextJobOfTheKindTakesItAndItsFolderIsGoneAfterwards() throws Exception {
        Work work = work("succeed");
        executor.prepare(work);
        Path process = standingBy().get(0);

        Worker worker = executor.start(work);

        assertThat(AttemptFolder.of(work.attempt()).standby()).contains(process);
        assertThat(end(worker)).isEqualTo(WorkerEnd.exited(0));
        assertThat(process).doesNotExist();
        assertThat(count(process.toString())).isZero();
        assertThat(work.logFile()).content().startsWith("the server's line\n").contains("working with 1 cores, OMP_NUM_THREADS=1");
    }

    @Test
    void aJobOfAnotherKindStartsAfreshAndTheNextOneOfItsKindStandsByInstead() throws Exception {
        executor.prepare(work("succeed"));
        Path process = standingBy().get(0);
        Work other = work("succeed", List.of(slot(2)), Map.of());

        assertThat(end(executor.start(other))).isEqualTo(WorkerEnd.exited(0));

        assertThat(AttemptFolder.of(other.attempt()).standby()).isEmpty();
        assertThat(other.logFile()).content().contains("OMP_NUM_THREADS=2");
        await("the first to make room for another", () -> standingBy().size() == 1 && !standingBy().contains(process));
    }

    @Test
    void aJobWithVariablesOfItsOwnStartsAfresh() throws Exception {
        executor.prepare(work("succeed"));
        Work own = work("succeed", List.of(slot(1)), Map.of("TAO_USER_KEY", "of this job"));

        assertThat(end(executor.start(own))).isEqualTo(WorkerEnd.exited(0));

        assertThat(AttemptFolder.of(own.attempt()).standby()).isEmpty();
    }

    @Test
    void aPluginThatWasReplacedIsNotTakenFromAProcessThatHasItsOldClasses() throws Exception {
        Path jar = Files.writeString(folder.resolve("plugin.jar"), "");
        Work before = work("succeed", List.of(slot(1)), Map.of(), jar);
        executor.prepare(before);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(Files.getLastModifiedTime(jar).toMillis() + 5000));

        Work after = work("succeed", List.of(slot(1)), Map.of(), jar);
        end(executor.start(after));

        assertThat(AttemptFolder.of(after.attempt()).standby()).isEmpty();
    }

    @Test
    void aProcessThatDiedWhileItStoodByIsPassedOver() throws Exception {
        Work work = work("succeed");
        executor.prepare(work);
        WorkerProcesses.killAll(standingBy().get(0).toString());

        assertThat(end(executor.start(work))).isEqualTo(WorkerEnd.exited(0));
    }

    @Test
    void allWhoStandByGoWithTheServerAndLeaveNothing() {
        executor.prepare(work("succeed"));

        // The same as the end of the server's process: the pipe ends.
        pool.close();

        await("the process to end", () -> count(workers.toString()) == 0);
        assertThat(standingBy()).isEmpty();
        executor.prepare(work("succeed"));
        assertThat(standingBy()).isEmpty();
    }

    @Test
    void anAttemptThatALaterServerGaveUpIsNotRunByAProcessThatStoodBy() throws Exception {
        Work work = work("succeed");
        executor.prepare(work);
        AttemptFolder.of(work.attempt()).preempt();

        assertThat(end(executor.start(work))).isEqualTo(WorkerEnd.lost());

        assertThat(work.statusFile()).doesNotExist();
    }

    @Test
    void aCapacityOfZeroMeansThatNobodyStandsBy() {
        LocalExecutor cold = new LocalExecutor(
                List.of(slot(1)), WorkerProcesses.settings(folder), new StandbyPool(0, workers, timer), timer);

        cold.prepare(work("succeed"));

        assertThat(standingBy()).isEmpty();
    }

    private List<Path> standingBy() {
        if (!Files.isDirectory(workers)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(workers)) {
            return folders.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Work work(String deed) {
        return work(deed, List.of(slot(1)), Map.of());
    }

    private Work work(String deed, List<Slot> slots, Map<String, String> environment, Path... more) {
        String job = UUID.randomUUID().toString();
        Path root = folder.resolve(job);
        try {
            Files.createDirectories(root.resolve("results"));
            Files.writeString(root.resolve("logs.txt"), "the server's line\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Work(
                new Attempt(job, 1, root),
                "scripted",
                Action.TRAIN,
                new LaunchPlan(
                        JsonNodeFactory.instance.objectNode().put("do", deed),
                        Optional.of(new EmbeddedForm(ScriptedWorker.class.getName())),
                        Optional.empty()),
                slots,
                Stream.concat(WorkerProcesses.classPath().stream(), Stream.of(more)).toList(),
                List.of(),
                environment,
                "",
                root.resolve("results"),
                root.resolve("status.json"),
                root.resolve("logs.txt"),
                Optional.empty());
    }

    private static Slot slot(int cores) {
        return new Slot("local/cpu0", LocalExecutor.NAME, Slot.CPU, "a processor", OptionalInt.empty(), 0, cores);
    }
}
