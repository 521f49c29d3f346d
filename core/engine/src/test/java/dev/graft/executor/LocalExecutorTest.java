// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import static dev.graft.executor.WorkerProcesses.await;
import static dev.graft.executor.WorkerProcesses.count;
import static dev.graft.executor.WorkerProcesses.end;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.spi.Action;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.worker.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
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

class LocalExecutorTest {

    private static final Slot SLOT = new Slot("local/cpu0", "local", Slot.CPU, "a processor", OptionalInt.empty(), 0, 2);

    @TempDir
    private Path folder;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final UUID jobId = UUID.randomUUID();
    private LocalExecutor executor;

    @BeforeEach
    void makeExecutor() {
        executor = newExecutor();
    }

    @AfterEach
    void leaveNothing() {
        ProcessHandle.allProcesses()
                .map(process -> new ProcessGroup(process.pid()))
                .filter(group -> group.leaderHas(jobId.toString()))
                .forEach(ProcessGroup::kill);
        timer.shutdownNow();
    }

    @Test
    void aWorkerThatSucceedsLeavesItsExitCodeItsLogItsStatusAndItsResults() throws Exception {
        Work work = work(1, "succeed");

        Worker worker = executor.start(work);

        assertThat(end(worker)).isEqualTo(WorkerEnd.exited(0));
        assertThat(work.logFile()).content().contains("working with 2 cores, OMP_NUM_THREADS=2");
        assertThat(Files.readAllLines(work.statusFile())).hasSize(2).last().asString().contains("\"SUCCESS\"");
        assertThat(work.resultsDir().resolve("pictures/1.txt")).hasContent("a picture");
    }

    @Test
    void theJobFileCanBeReadByTheServersUserAlone() throws Exception {
        end(executor.start(work(1, "succeed")));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("job.json")))).isEqualTo("rw-------");
    }

    @Test
    void aFailedWorkerEndsWithItsOwnExitCode() throws Exception {
        assertThat(end(executor.start(work(1, "fail")))).isEqualTo(WorkerEnd.exited(ExitCode.USER.code()));
    }

    @Test
    void aWorkerOutOfHeapEndsWithTheExitCodeForIt() throws Exception {
        assertThat(end(executor.start(work(1, "fill memory")))).isEqualTo(WorkerEnd.exited(ExitCode.OUT_OF_MEMORY.code()));
    }

    @Test
    void aStoppedWorkerIsGoneWithAllThatItStartedWithinThreeSeconds() throws Exception {
        Work work = work(1, "spawn");
        Worker worker = executor.start(work);
        await("the worker's child", () -> log(work).contains("child "));
        long child = Long.parseLong(log(work).replaceAll("(?s).*child (\\d+).*", "$1"));
        Instant before = Instant.now();

        worker.stop(Duration.ofMillis(1500));

        assertThat(end(worker)).isEqualTo(WorkerEnd.exited(ExitCode.TERMINATED.code()));
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(3));
        assertThat(count(jobId.toString())).isZero();
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aWorkerThatIgnoresTheSignalIsKilledAfterTheGracePeriod() throws Exception {
        Work work = work(1, "ignore signals");
        Worker worker = executor.start(work);
        await("the worker's shutdown hook", () -> log(work).contains("deaf"));
        Instant before = Instant.now();

        worker.stop(Duration.ofMillis(700));

        assertThat(end(worker)).isEqualTo(WorkerEnd.lost());
        assertThat(Duration.between(before, Instant.now())).isBetween(Duration.ofMillis(650), Duration.ofSeconds(3));
        assertThat(count(jobId.toString())).isZero();
    }

    @Test
    void aWorkerKilledFromOutsideTellsTheSignal() throws Exception {
        Worker worker = executor.start(work(1, "hang"));
        await("the worker's Java", () -> javaOf(1).isPresent());

        javaOf(1).orElseThrow().destroyForcibly();

        assertThat(end(worker)).isEqualTo(WorkerEnd.exited(128 + 9));
    }

    @Test
    void aWorkerWhoseProcessesAreAllKilledIsLost() throws Exception {
        Worker worker = executor.start(work(1, "hang"));
        await("the worker's Java", () -> javaOf(1).isPresent());

        new ProcessGroup(pid(1)).kill();

        assertThat(end(worker)).isEqualTo(WorkerEnd.lost());
    }

    @Test
    void aShellThatIsKilledTakesItsWorkerAlong() throws Exception {
        Worker worker = executor.start(work(1, "hang"));
        await("the worker's Java", () -> javaOf(1).isPresent());

        ProcessHandle.of(pid(1)).orElseThrow().destroyForcibly();

        assertThat(end(worker)).isEqualTo(WorkerEnd.lost());
        assertThat(count(jobId.toString())).isZero();
    }

    @Test
    void aLaterServerFindsARunningWorkerAndSeesItsEnd() throws Exception {
        executor.start(work(1, "hang"));
        await("the worker's Java", () -> javaOf(1).isPresent());

        Worker found = newExecutor().reattach(attempt(1));

        assertThat(found.end()).isNotDone();
        found.stop(Duration.ofMillis(1500));
        assertThat(end(found)).isEqualTo(WorkerEnd.exited(ExitCode.TERMINATED.code()));
    }

    @Test
    void aLaterServerFindsTheExitCodeOfAWorkerThatHasEnded() throws Exception {
        end(executor.start(work(1, "fail")));

        assertThat(newExecutor().reattach(attempt(1)).end()).isCompletedWithValue(WorkerEnd.exited(ExitCode.USER.code()));
    }

    @Test
    void aLaterServerFindsThatAWorkerIsLost() throws Exception {
        Worker worker = executor.start(work(1, "hang"));
        await("the worker's Java", () -> javaOf(1).isPresent());
        new ProcessGroup(pid(1)).kill();
        end(worker);

        assertThat(newExecutor().reattach(attempt(1)).end()).isCompletedWithValue(WorkerEnd.lost());
    }

    @Test
    void anAttemptThatALaterServerGaveUpNeverRuns() throws Exception {
        assertThat(newExecutor().reattach(attempt(1)).end()).isCompletedWithValue(WorkerEnd.neverStarted());

        Work late = work(1, "succeed");
        end(executor.start(late));

        assertThat(late.statusFile()).doesNotExist();
    }

    @Test
    void aSecondAttemptDoesNotSeeTheEndOfTheFirst() throws Exception {
        end(executor.start(work(1, "fail")));

        assertThat(end(executor.start(work(2, "succeed")))).isEqualTo(WorkerEnd.exited(0));
    }

    private LocalExecutor newExecutor() {
        return new LocalExecutor(List.of(SLOT), WorkerProcesses.settings(folder), timer);
    }

    private Attempt attempt(int number) {
        return new Attempt(jobId.toString(), number, folder);
    }

    private Work work(int attempt, String deed) throws IOException {
        ObjectNode specs = JsonNodeFactory.instance.objectNode().put("do", deed);
        return new Work(
                attempt(attempt),
                "scripted",
                Action.TRAIN,
                new LaunchPlan(specs, Optional.of(new EmbeddedForm(ScriptedWorker.class.getName())), Optional.empty()),
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

    private long pid(int attempt) {
        return AttemptFolder.of(attempt(attempt)).pid().orElseThrow();
    }

    private Optional<ProcessHandle> javaOf(int attempt) {
        return AttemptFolder.of(attempt(attempt)).pid().stream()
                .boxed()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(ProcessHandle::children)
                .filter(child -> child.info().command().filter(program -> program.endsWith("java")).isPresent())
                .filter(child -> Files.exists(folder.resolve("status.json")))
                .findFirst();
    }

    private static String log(Work work) {
        try {
            return Files.exists(work.logFile()) ? Files.readString(work.logFile()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
