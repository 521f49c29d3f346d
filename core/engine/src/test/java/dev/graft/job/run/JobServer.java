// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cluster.AllSlots;
import dev.graft.cluster.Heartbeat;
import dev.graft.cluster.ServersInMemory;
import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetContent;
import dev.graft.dataset.DatasetDraft;
import dev.graft.dataset.DatasetFiles;
import dev.graft.dataset.DatasetSettled;
import dev.graft.dataset.DerivedDatasets;
import dev.graft.dataset.PullProgress;
import dev.graft.dataset.layout.LayoutCatalog;
import dev.graft.executor.FairSharePolicy;
import dev.graft.executor.FixedLimits;
import dev.graft.executor.LocalExecutor;
import dev.graft.executor.Slot;
import dev.graft.executor.SlotPool;
import dev.graft.executor.WorkerProcesses;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentDraft;
import dev.graft.experiment.base.BaseModelFiles;
import dev.graft.job.DatasetsInMemory;
import dev.graft.job.EventBus;
import dev.graft.job.ExperimentsInMemory;
import dev.graft.job.Job;
import dev.graft.job.JobClaims;
import dev.graft.job.JobDeleted;
import dev.graft.job.JobFiles;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobLimits;
import dev.graft.job.JobOrder;
import dev.graft.job.JobOwner;
import dev.graft.job.JobOwners;
import dev.graft.job.JobResultChanged;
import dev.graft.job.JobService;
import dev.graft.job.JobState;
import dev.graft.job.JobStateChanged;
import dev.graft.job.JobSubmission;
import dev.graft.job.JobsInMemory;
import dev.graft.job.LogSignals;
import dev.graft.job.NoSearches;
import dev.graft.job.ParentCheck;
import dev.graft.job.ReportReceived;
import dev.graft.job.ScriptedDatasets;
import dev.graft.job.ScriptedNetwork;
import dev.graft.job.StopRequested;
import dev.graft.job.callback.JobReporting;
import dev.graft.job.feed.JobFeed;
import dev.graft.job.output.JobOutputs;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.quota.Quotas;
import dev.graft.registry.FolderRegistry;
import dev.graft.secret.Sealed;
import dev.graft.secret.Vault;
import dev.graft.server.ThisServer;
import dev.graft.specs.SpecService;
import dev.graft.spi.Action;
import dev.graft.spi.network.Domain;
import dev.graft.storage.DataFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;

/** The job half of a server with one organisation, wired by hand around repositories in memory and real worker processes. */
final class JobServer implements AutoCloseable {

    static final Caller CALLER = new Caller(UUID.randomUUID(), "acme", Role.MEMBER);

    static final Vault VAULT = new OpenVault();

    final JobsInMemory jobs;
    final ExperimentsInMemory experiments;
    final DatasetsInMemory datasets;
    final Path data;
    final JobService service;
    final JobReporting reporting;
    final JobFeed feed;
    final JobOutputs outputs;
    final InputResolver inputs;
    final LogSignals signals = new LogSignals();
    final JobFiles files;
    final SlotPool pool;
    final ThisServer self;

    private final ServersInMemory servers;
    private final Clock clock = Clock.systemUTC();
    private final EventBus events = new EventBus();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final Scheduler scheduler;

    /** A new server with that many slots. */
    JobServer(Path data, int slots) {
        this("here", data, slots, new JobsInMemory(), new ServersInMemory(), new ExperimentsInMemory(), new DatasetsInMemory());
    }

    private JobServer(
            String host,
            Path data,
            int slots,
            JobsInMemory jobs,
            ServersInMemory servers,
            ExperimentsInMemory experiments,
            DatasetsInMemory datasets) {
        this.self = new ThisServer(host);
        this.servers = servers;
        this.data = data;
        this.jobs = jobs;
        this.experiments = experiments;
        this.datasets = datasets;
        DataFolder folder = new DataFolder(data);
        ScriptedNetwork network = new ScriptedNetwork();
        files = new JobFiles(folder);
        pool = new SlotPool(
                List.of(new LocalExecutor(slots(slots), WorkerProcesses.settings(data), timer)));
        Heartbeat heartbeat = new Heartbeat(self, servers, pool, clock, timer);
        AllSlots allSlots = new AllSlots(pool, heartbeat);
        JobLifecycle lifecycle = new JobLifecycle(jobs, events, clock);
        JobOwners owners = new JobOwners(experiments, datasets, network);
        service = new JobService(
                jobs,
                lifecycle,
                new JobSubmission(owners, new ParentCheck(jobs), new SpecService(), allSlots, new NoSearches(), new JobLimits(jobs, FixedLimits.NONE, Quotas.none()), clock),
                owners,
                files,
                signals,
                new NoSearches());
        inputs = new InputResolver(
                jobs,
                experiments,
                datasets,
                network,
                files,
                folder,
                new BaseModels(new BaseModelFiles(folder), new FolderRegistry(folder, clock)));
        DerivedDatasets derived = new DerivedDatasets(
                new PullProgress(datasets, events, clock), new DatasetFiles(folder), new LayoutCatalog(), folder, VAULT, clock);
        JobRunner runner = new JobRunner(
                self,
                jobs,
                lifecycle,
                new Launch(
                        inputs,
                        experiments,
                        network,
                        files,
                        pool,
                        VAULT,
                        new LineageRecorder(
                                jobs,
                                datasets,
                                experiments,
                                job -> Optional.of(new PluginVersions.PluginVersion("graft-scripted", "1.2.3")),
                                clock),
                        new WorkerCallbacks((org, job) -> "token of " + job, Optional.empty()),
                        clock),
                new JobEnd(
                        jobs,
                        lifecycle,
                        new TrainedEpochs(experiments, network, files, clock),
                        new DatasetOutcomes(datasets, derived, network, files, folder),
                        files,
                        thrown -> Optional.empty(),
                        threads,
                        timer),
                files,
                pool,
                signals,
                threads,
                timer);
        scheduler = new Scheduler(
                self,
                jobs,
                experiments,
                datasets,
                network,
                allSlots,
                new SlotGrants(
                        self, servers, jobs, lifecycle, files, pool, new FairSharePolicy(Duration.ofMinutes(10)), FixedLimits.NONE),
                lifecycle,
                runner,
                new Takeovers(self, heartbeat, jobs, lifecycle, runner, pool),
                clock,
                threads,
                timer);
        reporting = new JobReporting(jobs, files, new NoSearches(), events);
        feed = new JobFeed(jobs, files);
        outputs = new JobOutputs(service, files, inputs);
        JobClaims claims = new JobClaims(jobs, experiments, files, events);
        events.observe(StopRequested.class, runner::stop);
        events.observe(JobStateChanged.class, change -> signals.ring(change.jobId()));
        events.observe(JobResultChanged.class, change -> signals.ring(change.jobId()));
        events.observe(ReportReceived.class, runner::look);
        events.observe(JobStateChanged.class, scheduler::jobChanged);
        events.observe(DatasetSettled.class, scheduler::datasetSettled);
        events.observe(JobDeleted.class, claims::removeFiles);
        heartbeat.start();
        scheduler.start();
    }

    /** A server on the same data after this one has gone. */
    JobServer restarted() {
        return restartedOn("here");
    }

    /** A server of that machine on the same data after this one has gone. */
    JobServer restartedOn(String host) {
        leave();
        // Its process is this one and lives on, so others have to be told.
        servers.remove(self.id());
        return new JobServer(host, data, 1, jobs, servers, experiments, datasets);
    }

    /** A dataset with ten classes that was pulled. */
    Dataset pulledDataset() {
        Dataset dataset = newDataset();
        settle(dataset);
        return dataset;
    }

    /** A dataset of {@link ScriptedDatasets} that was pulled. */
    Dataset pulledDataset(String format) {
        Dataset dataset = newDataset(ScriptedDatasets.TYPE, format);
        settle(dataset);
        return dataset;
    }

    /** A dataset without data. */
    Dataset newDataset() {
        return newDataset("image_classification", "classification_pyt");
    }

    private Dataset newDataset(String type, String format) {
        DatasetDraft draft = DatasetDraft.builder().type(type).format(format).build();
        Dataset dataset = new Dataset(UUID.randomUUID(), CALLER.org(), CALLER.userId(), draft, VAULT, clock.instant());
        datasets.add(dataset);
        return dataset;
    }

    /** Its data arrives. */
    void settle(Dataset dataset) {
        dataset.pullStarted(clock.instant());
        List<String> classes = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        dataset.pullCompleted(new DatasetContent(classes, Map.of("train", 100L), 101, 1000, Optional.of("ab".repeat(32))), clock.instant());
        events.fire(new DatasetSettled(dataset.org(), dataset.id(), dataset.status()));
    }

    /** Its data turns out to be unfit. */
    void refuse(Dataset dataset, String reason) {
        dataset.pullStarted(clock.instant());
        dataset.pullFailed(reason, clock.instant());
        events.fire(new DatasetSettled(dataset.org(), dataset.id(), dataset.status()));
    }

    /** An experiment on a dataset. */
    Experiment experiment(Dataset train, UUID... bases) {
        ExperimentDraft draft = ExperimentDraft.builder()
                .networkArch(ScriptedNetwork.NAME)
                .trainDatasets(List.of(train.id()))
                .baseExperiment(List.of(bases))
                .build();
        Experiment experiment = new Experiment(
                UUID.randomUUID(), CALLER.org(), CALLER.userId(), Domain.VISION, draft, VAULT, clock.instant());
        experiments.add(experiment);
        return experiment;
    }

    Job submit(Experiment experiment, Action action, ObjectNode specs) {
        return submit(experiment, action, specs, Optional.empty());
    }

    Job submit(Experiment experiment, Action action, ObjectNode specs, Optional<UUID> parent) {
        return service.submit(
                CALLER,
                JobOwner.experiment(experiment.id()),
                new JobOrder(
                        action,
                        parent,
                        Optional.of(specs),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** Waits until a job is in a state. */
    void awaitState(Job job, JobState state) {
        WorkerProcesses.await(
                "job " + job.id() + " to be " + state + ", it is " + job.state() + ": " + message(job), () -> job.state() == state);
    }

    /** Waits until a job's message has that text. */
    static void awaitMessage(Job job, String text) {
        WorkerProcesses.await("the message '" + text + "' instead of '" + message(job) + "'", () -> message(job).contains(text));
    }

    static String message(Job job) {
        return job.result().detailedStatus().message().orElse("");
    }

    /** Specs of what the worker does. */
    static ObjectNode deed(String deed) {
        return JsonNodeFactory.instance.objectNode().put("do", deed);
    }

    /** The owner of a job. */
    static JobOwner owner(Job job) {
        return job.owner();
    }

    /** Goes without a word, as a server that is killed: its workers run on. */
    void leave() {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    /** Goes with its workers, so that nobody writes below its folder any more. */
    @Override
    public void close() {
        leave();
        WorkerProcesses.await("the server's threads to end", () -> timer.isTerminated() && threads.isTerminated());
        WorkerProcesses.killAll(data.toString());
    }

    private static List<Slot> slots(int count) {
        return IntStream.range(0, count)
                .mapToObj(index ->
                        new Slot("local/cpu" + index, LocalExecutor.NAME, Slot.CPU, "a processor", OptionalInt.empty(), 0, 1))
                .toList();
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
}
