// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.automl.space.RealDimension;
import dev.graft.automl.space.SearchSpace;
import dev.graft.automl.space.SpecPath;
import dev.graft.executor.SlotPool;
import dev.graft.experiment.AutoMlSettings.Algorithm;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentDraft;
import dev.graft.job.ArtifactStats;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobOrder;
import dev.graft.job.JobOwner;
import dev.graft.job.JobOwners;
import dev.graft.job.JobState;
import dev.graft.job.LogSignals;
import dev.graft.job.Placement;
import dev.graft.job.StatusReader;
import dev.graft.job.run.TrainedEpochs;
import dev.graft.org.Caller;
import dev.graft.persistence.Database;
import dev.graft.persistence.Samples;
import dev.graft.persistence.Slots;
import dev.graft.persistence.automl.JpaSearchRepository;
import dev.graft.persistence.dataset.JpaDatasetRepository;
import dev.graft.persistence.experiment.JpaExperimentRepository;
import dev.graft.persistence.job.JpaJobRepository;
import dev.graft.persistence.job.NoObservers;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.server.ThisServer;
import dev.graft.specs.SpecService;
import dev.graft.spi.Action;
import dev.graft.spi.NetworkPlugin;
import dev.graft.spi.network.KeyMetric;
import dev.graft.storage.DataFolder;
import jakarta.persistence.EntityManager;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;

/**
 * The bookkeeping of a random search whose trainings only take time: what a trial costs between the end of one and the start of the
 * next, with everything stored. The clock is simulated; the processor time that the search itself takes is added to it.
 */
final class Bookkeeping {

    private final Database database;
    private final int slots;
    private final Clock clock = Clock.systemUTC();
    private final ThreadLocal<EntityManager> current = new ThreadLocal<>();
    private final EntityManager entities = (EntityManager) Proxy.newProxyInstance(
            Bookkeeping.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, arguments) -> {
                try {
                    return method.invoke(current.get(), arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
    private final JpaJobRepository jobs = new JpaJobRepository(entities);
    private final JpaSearchRepository searches = new JpaSearchRepository(entities);
    private final JpaExperimentRepository experiments = new JpaExperimentRepository(entities);
    private final ThisServer self = new ThisServer("here");
    private final JobLifecycle lifecycle = new JobLifecycle(jobs, new NoObservers(), clock);
    private final SearchConductor conductor;

    /**
     * A machine.
     *
     * @param data folder for the logs
     */
    Bookkeeping(Database database, Path data, int slots) {
        this.database = database;
        this.slots = slots;
        JobFiles files = new JobFiles(new DataFolder(data));
        NoNetworks networks = new NoNetworks();
        TrialFiles trialFiles = new TrialFiles(files, networks);
        JobOwners owners = new JobOwners(experiments, new JpaDatasetRepository(entities), networks);
        this.conductor = new SearchConductor(
                self,
                jobs,
                lifecycle,
                new SearchSteps(jobs, lifecycle, owners, searches, new SpecService(), clock),
                new TrialVerdict(jobs, trialFiles),
                trialFiles,
                new TrialSlots(new SlotPool(List.of(new Slots(slots))), jobs),
                new SearchEnd(jobs, files, trialFiles, new TrainedEpochs(experiments, networks, files, clock)),
                new SearchLog(files, new LogSignals(), clock),
                clock);
    }

    /**
     * The outcome of a run.
     *
     * @param trials trials that were stored and have a score
     * @param seconds simulated time of the whole search
     * @param ideal the same if bookkeeping took no time
     */
    record Outcome(int trials, double seconds, double ideal) {

        /** Share of the time that bookkeeping adds. */
        double overhead() {
            return seconds / ideal - 1;
        }
    }

    private record Running(double end, UUID jobId) {}

    /** Runs a search of so many trials, each of which takes one second. */
    Outcome run(int trials) {
        UUID search = begin(trials);
        Conduct conduct = new Conduct();
        PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::end));
        double now = 0;
        int begun = 0;
        int ended = 0;
        while (ended < trials) {
            long start = processorTime();
            transaction(() -> conductor.advance(search, conduct));
            now += (processorTime() - start) / 1e9;
            List<SearchTrial> all = conduct.state().orElseThrow().trials();
            for (; begun < all.size(); begun++) {
                UUID job = all.get(begun).jobId();
                transaction(() -> lifecycle.started(job, new Placement(self.id(), Optional.of("here"), "fake", List.of("fake/0")), 0));
                running.add(new Running(now + 1, job));
            }
            Running first = running.remove();
            now = Math.max(now, first.end());
            ended += end(first.jobId());
            while (!running.isEmpty() && running.peek().end() <= now) {
                ended += end(running.remove().jobId());
            }
        }
        long[] scored = new long[1];
        transaction(() -> {
            conductor.advance(search, conduct);
            scored[0] = searches.trials(search).stream().filter(trial -> trial.state() == TrialState.SCORED).count();
        });
        return new Outcome((int) scored[0], now, Math.ceil((double) trials / slots));
    }

    /** In nanoseconds, of this thread; the database works on it, too. What else runs on the machine does not count. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private UUID begin(int trials) {
        UUID[] id = new UUID[1];
        transaction(() -> {
            Caller caller = Samples.member(entities);
            entities.flush();
            Experiment experiment = Samples.experiment(caller, ExperimentDraft.builder(), Samples.NOON);
            entities.persist(experiment);
            ObjectNode specs = JsonNodeFactory.instance.objectNode();
            new SpecPath("train.lr").put(specs, DoubleNode.valueOf(0.1));
            Job job = new Job(
                    UUID.randomUUID(),
                    caller.org(),
                    JobOwner.experiment(experiment.id()),
                    "classification_pyt",
                    JobOrder.of(Action.TRAIN),
                    specs,
                    caller.userId(),
                    clock.instant());
            job.becomeSearch();
            lifecycle.submitted(job, caller);
            Map<String, JsonNode> defaults = Map.of("train.lr", DoubleNode.valueOf(0.1));
            searches.add(new Search(job.id(), new SearchPlan(
                    new SearchSettings(Algorithm.RANDOM, trials, Integer.MAX_VALUE, true, 27, 3, 1, false),
                    new KeyMetric("accuracy", KeyMetric.Goal.MAXIMIZE),
                    1,
                    SearchSpace.of(RealDimension.of("train.lr", 1e-6, 1)),
                    defaults,
                    Optional.empty())));
            id[0] = job.id();
        });
        transaction(() -> lifecycle.searching(id[0], self.id()));
        return id[0];
    }

    private int end(UUID jobId) {
        StatusReader reader = new StatusReader();
        reader.read("{\"epoch\": 1, \"kpi\": {\"accuracy\": " + (jobId.getLeastSignificantBits() & 0xFFFF) / 65536.0 + "}}");
        transaction(() -> lifecycle.done(jobs.find(jobId).orElseThrow().run(), reader.result(), new ArtifactStats(1, "0".repeat(64))));
        return 1;
    }

    private void transaction(Runnable work) {
        database.run(manager -> {
            current.set(manager);
            try {
                work.run();
            } finally {
                current.remove();
            }
        });
    }

    /** How many jobs of the search still wait or run. */
    int unended() {
        int[] count = new int[1];
        transaction(() -> count[0] = jobs.inState(JobState.PENDING).size()
                + (int) jobs.inState(JobState.RUNNING).stream().filter(job -> !job.isSearch()).count());
        return count[0];
    }

    /** Trials without a plugin: nothing is validated, and there are no checkpoints. */
    private static final class NoNetworks implements NetworkRegistry {
        @Override
        public Optional<NetworkPlugin> find(String architecture) {
            return Optional.empty();
        }

        @Override
        public Collection<NetworkPlugin> all() {
            return List.of();
        }

        @Override
        public List<Path> classPath(String architecture) {
            return List.of();
        }
    }
}
