// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.automl.search.Proposal;
import dev.graft.automl.space.SpecPath;
import dev.graft.executor.Attempt;
import dev.graft.executor.Executor;
import dev.graft.executor.Slot;
import dev.graft.executor.SlotPool;
import dev.graft.executor.Work;
import dev.graft.executor.Worker;
import dev.graft.experiment.AutoMlSettings;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentDraft;
import dev.graft.job.ArtifactStats;
import dev.graft.job.DatasetsInMemory;
import dev.graft.job.EventBus;
import dev.graft.job.ExperimentsInMemory;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobFolder;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobOrder;
import dev.graft.job.JobOwner;
import dev.graft.job.JobOwners;
import dev.graft.job.JobResult;
import dev.graft.job.JobState;
import dev.graft.job.JobsInMemory;
import dev.graft.job.LogSignals;
import dev.graft.job.Placement;
import dev.graft.job.StatusReader;
import dev.graft.job.run.TrainedEpochs;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.secret.Sealed;
import dev.graft.secret.Vault;
import dev.graft.server.ThisServer;
import dev.graft.specs.SpecService;
import dev.graft.spi.Action;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.network.Domain;
import dev.graft.storage.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** One search on a machine whose trainings are computed: everything happens when the test says so. */
final class SearchRig {

    static final Caller CALLER = new Caller(UUID.randomUUID(), "acme", Role.MEMBER);

    final JobsInMemory jobs = new JobsInMemory();
    final SearchesInMemory searches = new SearchesInMemory();
    final JobFiles files;
    final JobLifecycle lifecycle;
    final ThisServer self = new ThisServer("here");
    final SearchPlanner planner;
    final Experiment experiment;

    private final Clock clock = Clock.systemUTC();
    private final ExperimentsInMemory experiments = new ExperimentsInMemory();
    private final SearchableNetwork network = new SearchableNetwork();
    private final SearchSteps steps;
    private final SlotPool pool;
    private final ToDoubleFunction<ObjectNode> objective;

    private Conduct conduct = new Conduct();
    private boolean drawing;
    private int crashAt = Integer.MAX_VALUE;
    private boolean crashAfter;
    private int step;

    /**
     * A rig.
     *
     * @param settings of the experiment
     * @param metric of the experiment; empty text for none
     * @param slots number of slots
     * @param objective what a training of these specs comes to in the end; NaN for a failure
     */
    SearchRig(Path data, AutoMlSettings settings, String metric, int slots, ToDoubleFunction<ObjectNode> objective) {
        this.objective = objective;
        this.files = new JobFiles(new DataFolder(data));
        this.lifecycle = new JobLifecycle(jobs, new EventBus(), clock);
        this.pool = new SlotPool(List.of(new Slots(slots)));
        this.planner = new SearchPlanner(experiments, network, searches);
        this.steps = new CrashingSteps();
        ExperimentDraft.Builder draft = ExperimentDraft.builder().networkArch(SearchableNetwork.NAME).automlSettings(settings);
        this.experiment = new Experiment(
                UUID.randomUUID(),
                CALLER.org(),
                CALLER.userId(),
                Domain.VISION,
                metric.isEmpty() ? draft.build() : draft.metric(metric).build(),
                new OpenVault(),
                clock.instant());
        experiments.add(experiment);
    }

    /** Lets the search draw its pictures at the end. */
    SearchRig drawing() {
        drawing = true;
        return this;
    }

    /** The next steps after so many fail: their transaction is undone, or done without anybody being told. */
    void crashAt(int number, boolean after) {
        crashAt = number;
        crashAfter = after;
    }

    int stepsTaken() {
        return step;
    }

    /** Submits a train job and lets it begin. */
    Job begin() {
        return begin(UUID.randomUUID());
    }

    /** As {@link #begin()}, with an id that decides on the search's random numbers. */
    Job begin(UUID id) {
        ObjectNode specs = network.specs(Action.TRAIN).defaults();
        Job job = new Job(
                id,
                CALLER.org(),
                JobOwner.experiment(experiment.id()),
                SearchableNetwork.NAME,
                JobOrder.of(Action.TRAIN),
                specs,
                CALLER.userId(),
                clock.instant());
        planner.plan(job, network);
        lifecycle.submitted(job, CALLER);
        planner.submitted(job);
        lifecycle.searching(job.id(), self.id());
        return job;
    }

    /** Changes the experiment's settings. */
    void describe(AutoMlSettings settings) {
        experiment.describe(ExperimentDraft.builder().automlSettings(settings).build(), new OpenVault(), clock.instant());
    }

    /** Resumes the search, as a user does. */
    void resume(Job search) {
        planner.resumed(search);
        lifecycle.resumedTrial(search, "user");
        lifecycle.searching(search.id(), self.id());
        conduct = new Conduct();
    }

    /** One round of the search; a crash loses all that is only remembered. */
    void advance(Job search) {
        try {
            conductor().advance(search.id(), conduct);
        } catch (Crash e) {
            conduct = new Conduct();
        }
    }

    /** Rounds until the search has ended; each lets every trial that waits run to its end. */
    void runToEnd(Job search) {
        for (int round = 0; round < 500 && search.state() == JobState.RUNNING; round++) {
            advance(search);
            runAll();
        }
    }

    /** Lets every Pending trial run to its end. */
    void runAll() {
        jobs.inState(JobState.PENDING).stream().filter(job -> job.searchId().isPresent()).toList().forEach(this::run);
    }

    /** Ends every Running trial that was asked to stop. */
    void endStopped() {
        jobs.inState(JobState.RUNNING).stream()
                .filter(job -> job.searchId().isPresent() && job.stopRequestedBy().isPresent())
                .toList()
                .forEach(job -> lifecycle.canceled(job.run(), job.result()));
    }

    /** Lets a trial run from Pending to its end. */
    void run(Job job) {
        start(job);
        if (Double.isNaN(objective.applyAsDouble(job.specs()))) {
            lifecycle.failed(job.run(), job.result(), "loss " + job.specs().hashCode() + " is not finite");
            return;
        }
        trainTo(job, epochs(job));
        lifecycle.done(job.run(), read(files.of(job)), new ArtifactStats(1, "0".repeat(64)));
    }

    void start(Job job) {
        lifecycle.started(job.id(), new Placement(self.id(), Optional.of("here"), "fake", List.of("fake/0")), 0);
    }

    /** Lets a Running trial report its epochs up to that one, each with a checkpoint. */
    void trainTo(Job job, int epoch) {
        JobFolder folder = files.of(job);
        double value = objective.applyAsDouble(job.specs());
        try {
            Files.createDirectories(folder.results());
            int done = read(folder).kpi().stream().mapToInt(kpi -> kpi.values().size()).max().orElse(0);
            for (int i = done + 1; i <= epoch; i++) {
                Files.writeString(folder.results().resolve("epoch_" + i + ".pth"), "weights of epoch " + i + " of " + job.id());
                Files.writeString(folder.results().resolve("training_state.bin"), "state of epoch " + i);
                double seen = value * (1 - Math.pow(0.5, i));
                Files.writeString(
                        folder.status(),
                        "{\"epoch\": " + i + ", \"kpi\": {\"accuracy\": " + seen + ", \"loss\": " + (1 - seen) + "}, \"first\": "
                                + (done + 1) + "}\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lifecycle.reported(job.run(), read(folder));
    }

    /** Jobs of the search's trials, in their order. */
    List<Job> trialJobs(Job search) {
        return searches.trials(search.id()).stream().map(trial -> jobs.find(trial.jobId()).orElseThrow()).toList();
    }

    static int epochs(Job job) {
        return new SpecPath("train.epochs").find(job.specs()).orElseThrow().asInt();
    }

    static double rate(ObjectNode specs) {
        return new SpecPath("train.rate").find(specs).orElseThrow().asDouble();
    }

    /** Best at a rate of 0.001, where it is 0.9. */
    static double accuracy(ObjectNode specs) {
        double off = Math.log10(rate(specs)) + 3;
        return 0.9 - 0.05 * off * off;
    }

    private SearchConductor conductor() {
        TrialFiles trialFiles = new TrialFiles(files, network);
        return new SearchConductor(
                self,
                jobs,
                lifecycle,
                steps,
                new TrialVerdict(jobs, trialFiles),
                trialFiles,
                new TrialSlots(pool, jobs),
                new QuickEnd(trialFiles),
                new SearchLog(files, new LogSignals(), clock),
                clock);
    }

    private static JobResult read(JobFolder folder) {
        StatusReader reader = new StatusReader();
        try {
            if (Files.exists(folder.status())) {
                Files.readAllLines(folder.status()).forEach(reader::read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reader.result();
    }

    /** The server is killed. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Steps of which one is cut off: before its transaction, or after it. */
    private final class CrashingSteps extends SearchSteps {

        CrashingSteps() {
            super(
                    jobs,
                    lifecycle,
                    new JobOwners(experiments, new DatasetsInMemory(), network),
                    searches,
                    new SpecService(),
                    Clock.systemUTC());
        }

        @Override
        public SearchTrial begin(Job search, SearchPlan plan, Proposal proposal, boolean continues) {
            return cut(() -> super.begin(search, plan, proposal, continues));
        }

        @Override
        public SearchTrial conclude(UUID trialId, Consumer<SearchTrial> change) {
            return cut(() -> super.conclude(trialId, change));
        }

        @Override
        public SearchTrial stop(UUID trialId, Duration grace, Consumer<SearchTrial> change) {
            return cut(() -> super.stop(trialId, grace, change));
        }

        private SearchTrial cut(Supplier<SearchTrial> transaction) {
            boolean crash = step++ == crashAt;
            if (crash && !crashAfter) {
                throw new Crash();
            }
            SearchTrial trial = transaction.get();
            if (crash) {
                throw new Crash();
            }
            return trial;
        }
    }

    /** Draws only where the test looks at pictures, as drawing takes longer than all the rest. */
    private final class QuickEnd extends SearchEnd {

        QuickEnd(TrialFiles trialFiles) {
            super(jobs, files, trialFiles, new TrainedEpochs(experiments, network, files, clock));
        }

        @Override
        void draw(SearchState state, Path pictures) throws IOException {
            if (drawing) {
                super.draw(state, pictures);
            }
        }
    }

    /** Slots that nothing is started on. */
    private record Slots(int count) implements Executor {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public List<Slot> slots() {
            return IntStream.range(0, count)
                    .mapToObj(i -> new Slot("fake/" + i, name(), Slot.CPU, "", OptionalInt.empty(), 0, 1))
                    .toList();
        }

        @Override
        public boolean canRun(LaunchPlan plan) {
            return true;
        }

        @Override
        public Worker start(Work work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Worker reattach(Attempt attempt) {
            throw new UnsupportedOperationException();
        }
    }

    /** A vault that hides nothing. */
    private static final class OpenVault implements Vault {
        @Override
        public Sealed seal(UUID owner, String plainText) {
            return new Sealed(plainText);
        }

        @Override
        public String open(UUID owner, Sealed sealed) {
            return sealed.ciphertext();
        }
    }

    /** Settings of a search. */
    static AutoMlSettings settings(AutoMlSettings.Algorithm algorithm, long trials) {
        return new AutoMlSettings(
                Optional.of(true),
                Optional.of(algorithm),
                Optional.of(trials),
                Optional.empty(),
                Optional.empty(),
                Optional.of(4L),
                Optional.of(2L),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
