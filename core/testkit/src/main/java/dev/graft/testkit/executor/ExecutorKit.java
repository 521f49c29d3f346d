// SPDX-License-Identifier: Apache-2.0
package dev.graft.testkit.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.executor.Attempt;
import dev.graft.executor.Decision;
import dev.graft.executor.Executor;
import dev.graft.executor.FairSharePolicy;
import dev.graft.executor.PoolState;
import dev.graft.executor.Slot;
import dev.graft.executor.Work;
import dev.graft.executor.Worker;
import dev.graft.executor.WorkerEnd;
import dev.graft.executor.WorkerEnd.Cause;
import dev.graft.spi.Action;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.worker.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every executor has to do: start, bring logs, status lines and files back, tell failures apart, stop, keep limits, outlive its
 * server, and run as many workers at once as it has slots.
 */
public abstract class ExecutorKit {

    /** How long a worker may take to come up, on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration GRACE = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private final List<Attempt> attempts = new ArrayList<>();

    /** The executor as a server makes it when it starts, with two slots. */
    protected abstract Executor newServersExecutor();

    /** Ends the server whose executor was made last as {@code kill -9} does: it goes silent, and what outlives a server remains. */
    protected abstract void killServer();

    /** Whether a process or container of an attempt is left. */
    protected abstract boolean anythingLeftOf(Attempt attempt);

    /** A plan for a deed. Its embedded form runs {@link KitWorker}, with {@link KitClassPath} on the class path. */
    protected LaunchPlan plan(Deed deed, Path resultsDir) {
        ObjectNode specs = JsonNodeFactory.instance.objectNode().put("do", deed.word());
        return new LaunchPlan(specs, Optional.of(new EmbeddedForm(KitWorker.class.getName())), Optional.empty());
    }

    /** Whether the worker ends when it runs out of memory with a word of its own, rather than being killed for it. */
    protected boolean workersLimitTheirMemory() {
        return true;
    }

    @AfterEach
    void leaveNothing() {
        Executor executor = laterServersExecutor();
        for (Attempt attempt : attempts) {
            Worker worker = executor.reattach(attempt);
            worker.stop(Duration.ZERO);
            end(worker);
        }
        killServer();
    }

    @Test
    void aWorkerThatSucceedsBringsItsLogItsStatusLinesAndItsFilesBack() throws Exception {
        Work work = work(newJob(), 1, Deed.SUCCEED);

        WorkerEnd end = end(start(newServersExecutor(), work));

        assertThat(end).isEqualTo(WorkerEnd.exited(ExitCode.SUCCESS.code()));
        assertThat(work.logFile()).content().startsWith("the server's line\n").contains(KitWorker.GREETING);
        assertThat(Files.readAllLines(work.statusFile()))
                .anyMatch(line -> line.contains("up and doing"))
                .last()
                .asString()
                .contains("\"SUCCESS\"");
        assertThat(work.resultsDir().resolve("result.csv")).hasContent("path,label");
        assertThat(anythingLeftOf(work.attempt())).isFalse();
    }

    @Test
    void aWorkerThatFailsTellsItsExitCodeAndItsReason() throws Exception {
        Work work = work(newJob(), 1, Deed.FAIL);

        WorkerEnd end = end(start(newServersExecutor(), work));

        assertThat(end).isEqualTo(WorkerEnd.exited(ExitCode.USER.code()));
        assertThat(Files.readAllLines(work.statusFile())).last().asString().contains("\"FAILURE\"", KitWorker.REASON);
        assertThat(anythingLeftOf(work.attempt())).isFalse();
    }

    @Test
    void aStoppedWorkerIsGone() throws Exception {
        Work work = work(newJob(), 1, Deed.HANG);
        Worker worker = start(newServersExecutor(), work);
        awaitWaiting(work, worker);

        worker.stop(Duration.ofSeconds(10));

        assertThat(end(worker)).isEqualTo(WorkerEnd.exited(ExitCode.TERMINATED.code()));
        assertThat(anythingLeftOf(work.attempt())).isFalse();
    }

    @Test
    void aWorkerThatIgnoresTheSignalIsKilledAfterTheGracePeriod() throws Exception {
        Work work = work(newJob(), 1, Deed.IGNORE_SIGNALS);
        Worker worker = start(newServersExecutor(), work);
        awaitWaiting(work, worker);
        Instant before = Instant.now();

        worker.stop(GRACE);
        end(worker);

        assertThat(Duration.between(before, Instant.now())).isBetween(GRACE.minusMillis(100), GRACE.plusSeconds(20));
        assertThat(anythingLeftOf(work.attempt())).isFalse();
    }

    @Test
    void aWorkerThatIsStoppedBeforeItIsUpNeverSucceeds() throws Exception {
        Work work = work(newJob(), 1, Deed.AWAIT_GO);
        Worker worker = start(newServersExecutor(), work);

        worker.stop(GRACE);

        assertThat(end(worker)).isNotEqualTo(WorkerEnd.exited(ExitCode.SUCCESS.code()));
        assertThat(anythingLeftOf(work.attempt())).isFalse();
    }

    @Test
    void aWorkerIsStoppedWhenItsTimeIsOver() throws Exception {
        Work work = work(newJob(), 1, Deed.HANG, Optional.of(timeLimit()));

        WorkerEnd end = end(start(newServersExecutor(), work));

        assertThat(end.cause()).isEqualTo(Cause.TIME_LIMIT);
        assertThat(anythingLeftOf(work.attempt())).isFalse();
    }

    @Test
    void aWorkerThatWantsTooMuchMemoryEndsForThatReason() throws Exception {
        WorkerEnd end = end(start(newServersExecutor(), work(newJob(), 1, Deed.FILL_MEMORY)));

        if (workersLimitTheirMemory()) {
            assertThat(end).isEqualTo(WorkerEnd.exited(ExitCode.OUT_OF_MEMORY.code()));
        } else {
            assertThat(end.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
        }
    }

    @Test
    void aLaterServerFindsARunningWorkerAndItsWholeLogAndEnd() throws Exception {
        Work work = work(newJob(), 1, Deed.AWAIT_GO);
        awaitWaiting(work, start(newServersExecutor(), work));

        Worker found = laterServersExecutor().reattach(work.attempt());

        assertThat(found.end()).isNotDone();
        Files.createFile(work.resultsDir().resolve("go"));
        assertThat(end(found)).isEqualTo(WorkerEnd.exited(ExitCode.SUCCESS.code()));
        assertThat(work.logFile()).content().containsOnlyOnce(KitWorker.GREETING);
        assertThat(Files.readAllLines(work.statusFile())).last().asString().contains("\"SUCCESS\"");
    }

    @Test
    void aLaterServerStopsARunningWorker() throws Exception {
        Work work = work(newJob(), 1, Deed.HANG);
        awaitWaiting(work, start(newServersExecutor(), work));
        Worker found = laterServersExecutor().reattach(work.attempt());

        found.stop(Duration.ofSeconds(10));

        assertThat(end(found)).isEqualTo(WorkerEnd.exited(ExitCode.TERMINATED.code()));
        assertThat(anythingLeftOf(work.attempt())).isFalse();
    }

    @Test
    void aLaterServerFindsTheEndOfAWorkerThatIsOver() throws Exception {
        Work work = work(newJob(), 1, Deed.FAIL);
        end(start(newServersExecutor(), work));

        assertThat(end(laterServersExecutor().reattach(work.attempt()))).isEqualTo(WorkerEnd.exited(ExitCode.USER.code()));
    }

    @Test
    void aLaterServerFindsThatAnAttemptNeverStarted() throws Exception {
        Attempt attempt = work(newJob(), 1, Deed.HANG).attempt();

        assertThat(end(newServersExecutor().reattach(attempt)).cause()).isEqualTo(Cause.NEVER_STARTED);
    }

    @Test
    void aSecondAttemptDoesNotSeeTheEndOfTheFirst() throws Exception {
        String job = newJob();
        Executor executor = newServersExecutor();
        end(start(executor, work(job, 1, Deed.FAIL)));

        assertThat(end(start(executor, work(job, 2, Deed.SUCCEED)))).isEqualTo(WorkerEnd.exited(ExitCode.SUCCESS.code()));
    }

    @Test
    void twoJobsRunAtOnceOnTwoSlotsAndTheThirdWaitsForTheFirstToEnd() throws Exception {
        Executor executor = newServersExecutor();
        assertThat(executor.slots()).hasSize(2);
        Map<UUID, Work> works = Map.of(
                new UUID(0, 1), work(newJob(), 1, Deed.AWAIT_GO),
                new UUID(0, 2), work(newJob(), 1, Deed.AWAIT_GO),
                new UUID(0, 3), work(newJob(), 1, Deed.SUCCEED));

        Decision first = decide(executor, Map.of(), works.keySet());
        assertThat(first.grants()).hasSize(2);
        assertThat(first.queue()).containsExactly(new UUID(0, 3));
        Map<UUID, Work> running = Map.of(
                new UUID(0, 1), on(works.get(new UUID(0, 1)), slotsOf(first, 1)),
                new UUID(0, 2), on(works.get(new UUID(0, 2)), slotsOf(first, 2)));
        Worker one = start(executor, running.get(new UUID(0, 1)));
        Worker two = start(executor, running.get(new UUID(0, 2)));
        awaitWaiting(running.get(new UUID(0, 1)), one);
        awaitWaiting(running.get(new UUID(0, 2)), two);
        Files.createFile(running.get(new UUID(0, 1)).resultsDir().resolve("go"));
        assertThat(end(one)).isEqualTo(WorkerEnd.exited(ExitCode.SUCCESS.code()));

        Decision second = decide(
                executor, Map.of(new UUID(0, 2), running.get(new UUID(0, 2))), Set.of(new UUID(0, 3)));
        assertThat(second.grants()).singleElement().satisfies(grant -> assertThat(grant.slots()).isEqualTo(slotsOf(first, 1)));
        Work third = on(works.get(new UUID(0, 3)), slotsOf(second, 3));
        assertThat(end(start(executor, third))).isEqualTo(WorkerEnd.exited(ExitCode.SUCCESS.code()));
    }

    /** Time in which a worker is certainly up. */
    protected Duration timeLimit() {
        return Duration.ofSeconds(2);
    }

    private Worker start(Executor executor, Work work) {
        assertThat(executor.canRun(work.plan())).isTrue();
        attempts.add(work.attempt());
        return executor.start(work);
    }

    private Executor laterServersExecutor() {
        killServer();
        return newServersExecutor();
    }

    private WorkerEnd end(Worker worker) {
        return Patience.end(worker, PATIENCE);
    }

    private static void awaitWaiting(Work work, Worker worker) throws IOException {
        Patience.await("the worker's word that it waits", PATIENCE, () -> {
            assertThat(worker.end()).isNotDone();
            return Files.exists(work.statusFile())
                    && Files.readString(work.statusFile()).contains("waiting")
                    && Files.readString(work.logFile()).contains(KitWorker.GREETING);
        });
    }

    private static Decision decide(Executor executor, Map<UUID, Work> running, Set<UUID> waiting) {
        return new FairSharePolicy(Duration.ofMinutes(10))
                .decide(new PoolState(
                        executor.slots(),
                        running.entrySet().stream()
                                .map(entry -> new PoolState.Running(
                                        entry.getKey(), "acme", Set.of(entry.getValue().slots().get(0).id())))
                                .toList(),
                        waiting.stream()
                                .map(id -> new PoolState.Waiting(id, "acme", 1, Optional.empty(), Instant.EPOCH))
                                .toList(),
                        Instant.EPOCH));
    }

    private static List<Slot> slotsOf(Decision decision, long id) {
        return decision.grants().stream()
                .filter(grant -> grant.id().equals(new UUID(0, id)))
                .findFirst()
                .orElseThrow()
                .slots();
    }

    private static String newJob() {
        return UUID.randomUUID().toString();
    }

    private Work work(String job, int attempt, Deed deed) throws IOException {
        return work(job, attempt, deed, Optional.empty());
    }

    private Work work(String job, int attempt, Deed deed, Optional<Duration> timeLimit) throws IOException {
        Path root = Files.createDirectories(folder.resolve(job));
        Path results = Files.createDirectories(root.resolve("results"));
        Path log = Files.writeString(root.resolve("logs.txt"), "the server's line\n");
        return new Work(
                new Attempt(job, attempt, root),
                "kit",
                Action.TRAIN,
                plan(deed, results),
                List.of(new Slot("any/slot", "any", Slot.CPU, "a processor", OptionalInt.empty(), 0, 1)),
                KitClassPath.entries(),
                KitClassPath.entries(),
                Map.of(),
                "",
                results,
                root.resolve("status.json"),
                log,
                timeLimit);
    }

    private static Work on(Work work, List<Slot> slots) {
        return new Work(
                work.attempt(),
                work.architecture(),
                work.action(),
                work.plan(),
                slots,
                work.classPath(),
                work.inputs(),
                work.environment(),
                work.encryptionKey(),
                work.resultsDir(),
                work.statusFile(),
                work.logFile(),
                work.timeLimit());
    }
}
