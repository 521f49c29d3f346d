// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.archive.FileTree;
import dev.graft.executor.Attempt;
import dev.graft.executor.Executor;
import dev.graft.executor.Slot;
import dev.graft.executor.SlotPool;
import dev.graft.executor.Work;
import dev.graft.executor.Worker;
import dev.graft.experiment.ExperimentRepository;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobFolder;
import dev.graft.job.JobOwner;
import dev.graft.job.JobPlugins;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.secret.Vault;
import dev.graft.spi.ActionProvider;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.launch.LaunchRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** The start of one attempt: inputs, folder, plan, worker. */
@ApplicationScoped
public class Launch {

    private final InputResolver inputs;
    private final ExperimentRepository experiments;
    private final NetworkRegistry networks;
    private final JobFiles files;
    private final SlotPool pool;
    private final Vault vault;
    private final LineageRecorder lineage;
    private final WorkerCallbacks callbacks;
    private final Clock clock;

    /** For the container's proxy. */
    protected Launch() {
        this(null, null, null, null, null, null, null, null, null);
    }

    @Inject
    public Launch(
            InputResolver inputs,
            ExperimentRepository experiments,
            NetworkRegistry networks,
            JobFiles files,
            SlotPool pool,
            Vault vault,
            LineageRecorder lineage,
            WorkerCallbacks callbacks,
            Clock clock) {
        this.inputs = inputs;
        this.experiments = experiments;
        this.networks = networks;
        this.files = files;
        this.pool = pool;
        this.vault = vault;
        this.lineage = lineage;
        this.callbacks = callbacks;
        this.clock = clock;
    }

    /**
     * Starts a worker for a Running job.
     *
     * @throws GraftException if its inputs cannot be used or nothing can run it, in words for its owner
     */
    Worker start(Job job, List<Slot> slots) throws IOException {
        JobFolder folder = files.of(job);
        JobInputs resolved = inputs.of(job);
        prepare(folder, job, resolved, slots);
        ActionProvider plugin = JobPlugins.of(networks, job)
                .orElseThrow(() -> new GraftException(
                        StandardError.INTERNAL, "The plugin of " + job.architecture() + " is not loaded any more; ask an administrator."));
        String key = encryptionKey(job);
        LaunchPlan plan = plugin.launcher(job.action())
                .plan(new LaunchRequest(
                        job.id().toString(),
                        job.action(),
                        job.specs(),
                        resolved,
                        folder.results(),
                        key,
                        (int) slots.stream().filter(Slot::gpu).count()));
        Executor executor = pool.executor(slots.get(0).executor()).orElseThrow();
        if (!executor.canRun(plan)) {
            throw new GraftException(
                    StandardError.NO_SUCH_RESOURCES,
                    "Action " + job.action() + " of " + job.architecture()
                            + " runs in a container only, and this server has no executor for containers.");
        }
        lineage.record(job, resolved);
        return executor.start(new Work(
                new Attempt(job.id().toString(), job.attempt(), folder.root()),
                job.architecture(),
                job.action(),
                plan,
                slots,
                JobPlugins.classPath(networks, job),
                InputPaths.of(resolved),
                callbacks.environment(job),
                key,
                folder.results(),
                folder.status(),
                folder.log(),
                job.timeLimit()));
    }

    private String encryptionKey(Job job) {
        return job.owner().kind() == JobOwner.Kind.DATASET
                ? ""
                : experiments.find(job.org(), job.owner().id())
                        .flatMap(experiment -> experiment.encryptionKey(vault))
                        .orElse("");
    }

    /** Makes the folder. What an interrupted attempt left is removed unless the job goes on from it. */
    private void prepare(JobFolder folder, Job job, JobInputs resolved, List<Slot> slots) throws IOException {
        Files.createDirectories(folder.root().getParent());
        if (!Files.isDirectory(folder.root())) {
            Files.createDirectory(
                    folder.root(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (resolved.resumeFrom().isEmpty()) {
            FileTree.delete(folder.results());
        }
        Files.createDirectories(folder.results());
        String line = clock.instant() + " graft: " + job.action() + " of " + job.architecture() + ", attempt " + job.attempt() + " on "
                + slots.stream().map(Slot::id).collect(Collectors.joining(", "))
                + resolved.resumeFrom().map(Path::getFileName).map(name -> ", going on from " + name).orElse("") + "\n";
        Files.writeString(folder.log(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
