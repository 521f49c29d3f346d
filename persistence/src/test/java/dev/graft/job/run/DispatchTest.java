// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.executor.FairSharePolicy;
import dev.graft.executor.OrganisationLimits;
import dev.graft.executor.PoolState;
import dev.graft.executor.SlotPool;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobOrder;
import dev.graft.job.JobOwner;
import dev.graft.job.QueuedJob;
import dev.graft.org.Caller;
import dev.graft.persistence.Database;
import dev.graft.persistence.Samples;
import dev.graft.persistence.Slots;
import dev.graft.persistence.TestDatabase;
import dev.graft.persistence.cluster.JpaServerRepository;
import dev.graft.persistence.job.JpaJobRepository;
import dev.graft.persistence.job.NoObservers;
import dev.graft.server.ThisServer;
import dev.graft.spi.Action;
import dev.graft.storage.DataFolder;
import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With {@code -Dgraft.dispatch.jobs=10000} this is the benchmark that dist/benchmarks tells of. */
class DispatchTest {

    private static final int JOBS = Integer.getInteger("graft.dispatch.jobs", 60);
    private static final int BATCH = 50;
    private static final int SLOTS = Math.max(20, JOBS / 20);

    private final Clock clock = Clock.systemUTC();
    private final ThisServer self = new ThisServer("here");
    private final SlotPool pool = new SlotPool(List.of(new Slots(SLOTS)));

    @TempDir
    private Path data;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void everyQueuedJobGetsSlotsOnceAndTheNextOnesWhenTheyAreFree(TestDatabase kind) {
        try (Database database = new Database(kind)) {
            Caller caller = database.call(Samples::member);
            for (int stored = 0; stored < JOBS; stored += BATCH) {
                int count = Math.min(BATCH, JOBS - stored);
                database.run(entities -> submit(entities, caller, count));
            }
            Set<UUID> started = new HashSet<>();
            long nanos = 0;
            while (started.size() < JOBS) {
                long before = System.nanoTime();
                List<SlotGrants.Started> now = database.call(this::dispatch);
                nanos += System.nanoTime() - before;
                assertThat(now).hasSize(Math.min(SLOTS, JOBS - started.size()));
                now.forEach(job -> assertThat(started.add(job.job().id())).as("not started before").isTrue());
                assertThat(database.<List<SlotGrants.Started>>call(this::dispatch)).as("no slot is free").isEmpty();
                database.run(DispatchTest::end);
            }
            System.out.printf("%s: %d jobs dispatched to %d slots, %.0f a second%n", kind, JOBS, SLOTS, JOBS * 1e9 / nanos);
        }
    }

    private void submit(EntityManager entities, Caller caller, int count) {
        JobLifecycle lifecycle = new JobLifecycle(new JpaJobRepository(entities), new NoObservers(), clock);
        JobOwner owner = JobOwner.experiment(UUID.randomUUID());
        JobOrder order = new JobOrder(
                Action.TRAIN,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        for (int i = 0; i < count; i++) {
            lifecycle.submitted(
                    new Job(
                            UUID.randomUUID(),
                            caller.org(),
                            owner,
                            "classification_pyt",
                            order,
                            JsonNodeFactory.instance.objectNode().put("number", i),
                            caller.userId(),
                            clock.instant()),
                    caller);
        }
    }

    private List<SlotGrants.Started> dispatch(EntityManager entities) {
        JpaJobRepository jobs = new JpaJobRepository(entities);
        List<PoolState.Waiting> queue = jobs.queue().stream().map(DispatchTest::waiting).toList();
        SlotGrants grants = new SlotGrants(
                self,
                new JpaServerRepository(entities),
                jobs,
                new JobLifecycle(jobs, new NoObservers(), clock),
                new JobFiles(new DataFolder(data)),
                pool,
                new FairSharePolicy(Duration.ofMinutes(10)),
                new Unlimited());
        return grants.give(queue, clock.instant()).orElseThrow().started();
    }

    private static PoolState.Waiting waiting(QueuedJob job) {
        return new PoolState.Waiting(job.id(), job.org(), job.slots(), job.platform(), job.priority(), job.pendingSince());
    }

    /** All that runs ends, without the work that a real end is. */
    private static void end(EntityManager entities) {
        entities.createNativeQuery("update jobs set state = 'DONE', slots = '', server_id = null where state = 'RUNNING'").executeUpdate();
    }

    private static final class Unlimited implements OrganisationLimits {
        @Override
        public OptionalInt slots(String org) {
            return OptionalInt.empty();
        }

        @Override
        public OptionalInt queuedJobs(String org) {
            return OptionalInt.empty();
        }

        @Override
        public Optional<Duration> time(String org) {
            return Optional.empty();
        }

        @Override
        public OptionalLong storage(String org) {
            return OptionalLong.empty();
        }
    }
}
