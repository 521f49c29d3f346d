// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.job;

import static dev.graft.persistence.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.job.ArtifactStats;
import dev.graft.job.Job;
import dev.graft.job.JobHistoryEntry;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobLineage;
import dev.graft.job.JobOrder;
import dev.graft.job.JobOwner;
import dev.graft.job.JobResult;
import dev.graft.job.JobState;
import dev.graft.job.Placement;
import dev.graft.job.QueuedJob;
import dev.graft.job.StatusReader;
import dev.graft.org.Caller;
import dev.graft.page.Page;
import dev.graft.page.PageRequest;
import dev.graft.page.Sort;
import dev.graft.persistence.Database;
import dev.graft.persistence.Samples;
import dev.graft.persistence.TestDatabase;
import dev.graft.spi.Action;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class JpaJobRepositoryTest {

    private static final UUID SERVER = UUID.randomUUID();

    private final TestDatabase kind;
    private final JobOwner owner = JobOwner.experiment(UUID.randomUUID());
    private Database database;
    private Caller caller;

    JpaJobRepositoryTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        database = new Database(kind);
        caller = database.call(Samples::member);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everyFieldComesBackAsItWasStored() {
        ObjectNode specs = JsonNodeFactory.instance.objectNode().put("rate", 0.1);
        specs.putArray("steps").add(1).add("ü");
        UUID parent = UUID.randomUUID();
        JobOrder order = new JobOrder(
                Action.GEN_TRT_ENGINE,
                Optional.of(parent),
                Optional.empty(),
                OptionalLong.of(2),
                Optional.of("a100"),
                Optional.of("mine"),
                Optional.of("a long story"));
        Job stored = new Job(
                UUID.randomUUID(), caller.org(), owner, "classification_pyt", order, specs, caller.userId(), NOON);
        act(NOON, (jobs, lifecycle) -> {
            lifecycle.submitted(stored, caller);
            return null;
        });

        Job found = find(stored.id());
        assertThat(found)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes("_persistence.*", "lockVersion", "result")
                .isEqualTo(stored);
        assertThat(found.result()).isEqualTo(stored.result());
        assertThat(found.specs()).isEqualTo(specs);
        assertThat(found.createdOn()).isEqualTo(NOON);
    }

    @Test
    void theLineageOfEveryAttemptIsKeptInOrderAndGoesWithTheJob() {
        Job job = running();
        ObjectNode sources = JsonNodeFactory.instance.objectNode().put("resumed_from", "epoch_ü.pth");
        act(NOON, (jobs, lifecycle) -> {
            jobs.add(new JobLineage(job.id(), 2, NOON, sources));
            jobs.add(new JobLineage(job.id(), 1, NOON, JsonNodeFactory.instance.objectNode()));
            return null;
        });

        List<JobLineage> stored = act(NOON, (jobs, lifecycle) -> jobs.lineage(job.id()));
        assertThat(stored)
                .usingRecursiveFieldByFieldElementComparatorOnFields("jobId", "attempt", "recordedOn", "sources")
                .containsExactly(
                        new JobLineage(job.id(), 1, NOON, JsonNodeFactory.instance.objectNode()),
                        new JobLineage(job.id(), 2, NOON, sources));
        act(NOON, (jobs, lifecycle) -> {
            jobs.remove(jobs.find(job.id()).orElseThrow());
            return null;
        });
        List<JobLineage> left = act(NOON, (jobs, lifecycle) -> jobs.lineage(job.id()));
        assertThat(left).isEmpty();
    }

    @Test
    void aResultComesBackAsItWasReported() {
        Job job = running();
        StatusReader reader = new StatusReader();
        reader.read("{\"date\": \"1/2/2026\", \"time\": \"3:4:5\", \"status\": \"RUNNING\", \"message\": \"epoch 1\", \"epoch\": 1,"
                + " \"max_epoch\": 9, \"eta\": \"0:01:00.000000\", \"kpi\": {\"accuracy\": 0.5}, \"graphical\": {\"loss\":"
                + " {\"value\": 2.5, \"units\": \"nats\"}}, \"categorical\": {\"accuracy\": {\"cat\": 0.25}}}");
        JobResult result = reader.result();

        act(NOON.plusSeconds(5), (jobs, lifecycle) -> {
            lifecycle.reported(find(job.id()).run(), result);
            return null;
        });

        assertThat(find(job.id()).result()).isEqualTo(result);
        assertThat(find(job.id()).lastModified()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void aJobGoesItsWayAndItsHistoryTellsIt() {
        Job job = running();
        act(NOON.plusSeconds(60), (jobs, lifecycle) ->
                lifecycle.done(find(job.id()).run(), JobResult.NONE, new ArtifactStats(12, "ab".repeat(32))));

        Job done = find(job.id());
        assertThat(done.state()).isEqualTo(JobState.DONE);
        assertThat(done.artifact()).contains(new ArtifactStats(12, "ab".repeat(32)));
        assertThat(done.slots()).isEmpty();
        assertThat(done.startedOn()).contains(NOON.plusSeconds(1));
        assertThat(done.endedOn()).contains(NOON.plusSeconds(60));
        look((jobs, lifecycle) -> assertThat(jobs.history(job.id()))
                .extracting(JobHistoryEntry::to)
                .containsExactly(JobState.PENDING, JobState.RUNNING, JobState.DONE));
    }

    @Test
    void aJobThatHasMovedOnIsLeftAlone() {
        Job job = running();

        look((jobs, lifecycle) -> assertThat(lifecycle.started(job.id(), new Placement(SERVER, Optional.of("here"), "local", List.of("local/cpu1")), 0)).isEmpty());
        look((jobs, lifecycle) -> assertThat(lifecycle.refused(job.id(), "never")).isFalse());
        assertThat(find(job.id()).slots()).containsExactly("local/cpu0");
    }

    @Test
    void ofTwoWhoTakeTheSameJobAtOnceOneGetsIt() throws Exception {
        Job job = submit(owner, Action.TRAIN, NOON);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Optional<Job>> second = act(NOON, (jobs, lifecycle) -> {
                assertThat(lifecycle.started(job.id(), new Placement(SERVER, Optional.of("here"), "local", List.of("local/cpu0")), 0)).isPresent();
                return other.submit(() -> act(
                        NOON, (theirJobs, theirLifecycle) -> theirLifecycle.started(job.id(), new Placement(SERVER, Optional.of("here"), "local", List.of("local/cpu1")), 0)));
            });
            assertThat(second.get(30, TimeUnit.SECONDS)).isEmpty();
        } finally {
            other.shutdownNow();
        }
        assertThat(find(job.id()).slots()).containsExactly("local/cpu0");
        assertThat(find(job.id()).attempt()).isEqualTo(1);
    }

    @Test
    void aLockedJobIsAsItIsNowAndItsChangeIsNotLost() {
        Job job = running();

        look((jobs, lifecycle) -> {
            assertThat(jobs.find(job.id())).isPresent();
            act(NOON.plusSeconds(5), (theirJobs, theirLifecycle) -> {
                theirLifecycle.reported(find(job.id()).run(), JobResult.NONE);
                return null;
            });
            Job locked = jobs.lock(job.id()).orElseThrow();
            assertThat(locked.lastModified()).isEqualTo(NOON.plusSeconds(5));
            lifecycle.stopRequested(locked, "ada", Duration.ofSeconds(1));
        });
        assertThat(find(job.id()).stopRequestedBy()).contains("ada");
    }

    @Test
    void whatTheTransactionHasChangedAlreadySurvivesTheLock() {
        Job job = running();

        look((jobs, lifecycle) -> {
            lifecycle.stopRequested(jobs.find(job.id()).orElseThrow(), "ada", Duration.ofSeconds(1));
            assertThat(jobs.lock(job.id()).orElseThrow().stopRequestedBy()).contains("ada");
        });
        assertThat(find(job.id()).stopRequestedBy()).contains("ada");
    }

    @Test
    void thereIsNothingToLockWithoutAJob() {
        look((jobs, lifecycle) -> assertThat(jobs.lock(UUID.randomUUID())).isEmpty());
    }

    @Test
    void anotherOrganisationFindsNothing() {
        Job job = submit(owner, Action.TRAIN, NOON);
        Caller stranger = database.call(Samples::member);

        look((jobs, lifecycle) -> assertThat(jobs.find(stranger.org(), job.id())).isEmpty());
        look((jobs, lifecycle) -> assertThat(jobs.ofOwner(stranger.org(), owner, PageRequest.all()).total()).isZero());
        look((jobs, lifecycle) -> assertThat(jobs.ofOwners(stranger.org(), owner.kind(), List.of(owner.id()))).isEmpty());
    }

    @Test
    void partsOfAListNeitherOverlapNorMissAJobEvenIfTheirTimesAreEqual() {
        List<UUID> ids = IntStream.range(0, 7).mapToObj(index -> submit(owner, Action.TRAIN, NOON).id()).toList();
        submit(JobOwner.experiment(UUID.randomUUID()), Action.TRAIN, NOON);
        List<UUID> seen = new ArrayList<>();
        for (int skip = 0; skip < 9; skip += 3) {
            int from = skip;
            Page<Job> page = act(NOON, (jobs, lifecycle) -> jobs.ofOwner(caller.org(), owner, PageRequest.of(from, 3)));
            assertThat(page.total()).isEqualTo(7);
            page.items().forEach(job -> seen.add(job.id()));
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
        look((jobs, lifecycle) -> assertThat(jobs.ofKind(caller.org(), owner.kind(), PageRequest.of(0, 0)))
                .isEqualTo(new Page<>(List.of(), 8)));
    }

    @Test
    void listsComeInTheOrderAskedFor() {
        Job old = submit(owner, Action.TRAIN, NOON);
        Job young = submit(owner, Action.TRAIN, NOON.plusSeconds(1));

        assertThat(list(Sort.DATE_DESCENDING)).containsExactly(young.id(), old.id());
        assertThat(list(Sort.DATE_ASCENDING)).containsExactly(old.id(), young.id());
    }

    @Test
    void theJobsOfManyOwnersComeTogether() {
        JobOwner other = JobOwner.experiment(UUID.randomUUID());
        Job one = submit(owner, Action.TRAIN, NOON);
        Job two = submit(other, Action.TRAIN, NOON);

        Map<UUID, List<Job>> found = act(
                NOON,
                (jobs, lifecycle) -> jobs.ofOwners(caller.org(), owner.kind(), List.of(owner.id(), other.id(), UUID.randomUUID())));

        assertThat(found).containsOnlyKeys(owner.id(), other.id());
        assertThat(found.get(owner.id())).extracting(Job::id).containsExactly(one.id());
        assertThat(found.get(other.id())).extracting(Job::id).containsExactly(two.id());
    }

    @Test
    void theQueueHasThePendingJobsTheLongestPendingFirst() {
        Job late = submit(owner, Action.TRAIN, NOON.plusSeconds(1));
        Job early = submit(owner, Action.EVALUATE, NOON);
        Job runs = running();

        look((jobs, lifecycle) -> assertThat(jobs.queue())
                .containsExactly(QueuedJob.of(find(early.id())), QueuedJob.of(find(late.id()))));
        look((jobs, lifecycle) -> assertThat(jobs.inState(JobState.RUNNING)).extracting(Job::id).containsExactly(runs.id()));
        look((jobs, lifecycle) -> assertThat(jobs.inState("nobody", JobState.RUNNING)).isEmpty());
    }

    @Test
    void statesAreToldForThoseThatExist() {
        Job pending = submit(owner, Action.TRAIN, NOON);
        Job runs = running();

        look((jobs, lifecycle) -> assertThat(jobs.states(List.of(pending.id(), runs.id(), UUID.randomUUID())))
                .isEqualTo(Map.of(pending.id(), JobState.PENDING, runs.id(), JobState.RUNNING)));
        look((jobs, lifecycle) -> assertThat(jobs.states(List.of())).isEmpty());
    }

    @Test
    void theNewestDoneTrainingIsFound() {
        Job first = running();
        Job second = running();
        Job evaluation = submit(owner, Action.EVALUATE, NOON);
        look((jobs, lifecycle) -> assertThat(jobs.newestTrained(owner.id())).isEmpty());
        look((jobs, lifecycle) -> assertThat(jobs.unended(owner))
                .extracting(Job::id)
                .containsExactlyInAnyOrder(first.id(), second.id(), evaluation.id()));

        end(second, NOON.plusSeconds(20));
        end(first, NOON.plusSeconds(10));

        look((jobs, lifecycle) -> assertThat(jobs.newestTrained(owner.id())).get().extracting(Job::id).isEqualTo(second.id()));
    }

    @Test
    void aRemovedJobTakesItsHistoryAlong() {
        Job job = submit(owner, Action.TRAIN, NOON);

        act(NOON, (jobs, lifecycle) -> {
            jobs.remove(jobs.find(job.id()).orElseThrow());
            return null;
        });

        look((jobs, lifecycle) -> assertThat(jobs.find(job.id())).isEmpty());
        look((jobs, lifecycle) -> assertThat(jobs.history(job.id())).isEmpty());
    }

    private List<UUID> list(Sort sort) {
        PageRequest page = new PageRequest(0, OptionalInt.empty(), sort);
        return act(NOON, (jobs, lifecycle) -> jobs.ofOwner(caller.org(), owner, page)).items().stream().map(Job::id).toList();
    }

    private Job job(JobOwner of, Action action, Instant now) {
        return new Job(
                UUID.randomUUID(),
                caller.org(),
                of,
                "classification_pyt",
                JobOrder.of(action),
                JsonNodeFactory.instance.objectNode(),
                caller.userId(),
                now);
    }

    private Job submit(JobOwner of, Action action, Instant now) {
        Job job = job(of, action, now);
        act(now, (jobs, lifecycle) -> {
            lifecycle.submitted(job, caller);
            return null;
        });
        return job;
    }

    @Test
    void aListIsCountedAnewWhileItIsShort() {
        submit(owner, Action.TRAIN, NOON);
        database.call(entities -> {
            JpaJobRepository jobs = new JpaJobRepository(entities);
            assertThat(jobs.ofOwner(caller.org(), owner, PageRequest.of(0, 1)).total()).isEqualTo(1);
            JobLifecycle lifecycle = new JobLifecycle(jobs, new NoObservers(), Clock.fixed(NOON, ZoneOffset.UTC));
            lifecycle.submitted(job(owner, Action.TRAIN, NOON), caller);
            assertThat(jobs.ofOwner(caller.org(), owner, PageRequest.of(0, 1)).total()).isEqualTo(2);
            return null;
        });
    }

    private Job running() {
        Job job = submit(owner, Action.TRAIN, NOON);
        act(NOON.plusSeconds(1), (jobs, lifecycle) -> lifecycle.started(job.id(), new Placement(SERVER, Optional.of("here"), "local", List.of("local/cpu0")), 0));
        return job;
    }

    private void end(Job job, Instant now) {
        act(now, (jobs, lifecycle) -> lifecycle.done(find(job.id()).run(), JobResult.NONE, new ArtifactStats(1, "00".repeat(32))));
    }

    private Job find(UUID id) {
        return act(NOON, (jobs, lifecycle) -> jobs.find(id)).orElseThrow();
    }

    private void look(BiConsumer<JpaJobRepository, JobLifecycle> deed) {
        act(NOON, (jobs, lifecycle) -> {
            deed.accept(jobs, lifecycle);
            return null;
        });
    }

    private <T> T act(Instant now, BiFunction<JpaJobRepository, JobLifecycle, T> deed) {
        return database.call(entities -> {
            JpaJobRepository jobs = new JpaJobRepository(entities);
            return deed.apply(jobs, new JobLifecycle(jobs, new NoObservers(), Clock.fixed(now, ZoneOffset.UTC)));
        });
    }
}
