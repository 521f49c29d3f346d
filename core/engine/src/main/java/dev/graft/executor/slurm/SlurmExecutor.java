// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.slurm;

import dev.graft.executor.Attempt;
import dev.graft.executor.AttemptFolder;
import dev.graft.executor.Executor;
import dev.graft.executor.JobFileWriter;
import dev.graft.executor.Slot;
import dev.graft.executor.Work;
import dev.graft.executor.Worker;
import dev.graft.executor.WorkerCommand;
import dev.graft.executor.WorkerEnd;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.launch.ContainerForm;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.status.StatusLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work as Slurm jobs. Which slot a job really gets is Slurm's decision; the slots here bound how many jobs are handed to it. A
 * submission that fails or is interrupted is never repeated: the job's unique name tells whether Slurm has it, and the first to claim the
 * attempt's folder, the job's shell or the server, decides whether it runs.
 */
public final class SlurmExecutor implements Executor {

    /** Name of this executor. */
    public static final String NAME = "slurm";

    private static final Logger LOG = LoggerFactory.getLogger(SlurmExecutor.class);

    private static final String CUDA_DEVICES = "CUDA_VISIBLE_DEVICES";

    private final List<Slot> slots;
    private final SlurmSettings settings;
    private final WorkerCommand workerCommand;
    private final SlurmPrograms programs;
    private final SlurmQueue queue;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;

    /**
     * An executor.
     *
     * @param slots its slots
     * @param threads for Slurm's programs, which may take seconds
     * @param timer for the rhythm of looks and grace periods; short work only
     */
    public SlurmExecutor(List<Slot> slots, SlurmSettings settings, ExecutorService threads, ScheduledExecutorService timer) {
        this.slots = List.copyOf(slots);
        this.settings = settings;
        this.workerCommand = new WorkerCommand(settings.worker());
        this.programs = new SlurmPrograms(settings.environment());
        this.queue = new SlurmQueue(programs, settings.pollEvery(), threads, timer);
        this.threads = threads;
        this.timer = timer;
    }

    /**
     * The slots of the cluster as Slurm tells them.
     *
     * @throws IOException if Slurm does not answer
     */
    public static List<Slot> slotsOf(SlurmSettings settings) throws IOException {
        return SlurmSlots.parse(new SlurmPrograms(settings.environment()).run(SlurmSlots.COMMAND));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Slot> slots() {
        return slots;
    }

    @Override
    public boolean canRun(LaunchPlan plan) {
        return plan.embedded().isPresent() || runsContainerForm(plan);
    }

    @Override
    public Worker start(Work work) {
        try {
            AttemptFolder files = AttemptFolder.of(work.attempt());
            files.create();
            work.timeLimit().ifPresent(limit -> files.limit(Instant.now().plus(limit)));
            Submission submission = submission(work);
            Path script = Files.writeString(files.folder().resolve("batch.sh"), submission.script());
            SlurmWorker worker = worker(work);
            threads.execute(() -> submit(worker, work.attempt(), submission.line(script, settings)));
            return worker;
        } catch (IOException e) {
            throw new GraftException(
                    StandardError.INTERNAL,
                    "The files of the Slurm job could not be written: " + e.getMessage()
                            + ". An administrator should check the data folder, which the nodes share.",
                    e);
        }
    }

    @Override
    public Worker reattach(Attempt attempt) {
        AttemptFolder files = AttemptFolder.of(attempt);
        boolean known = jobs().containsKey(Submission.name(attempt));
        if (!known && files.preempt()) {
            return Worker.ended(WorkerEnd.neverStarted());
        }
        if (!known && files.exitCode().isPresent()) {
            return Worker.ended(files.end());
        }
        SlurmWorker worker = new SlurmWorker(attempt, programs, threads, timer, reason -> LOG.info("{}", reason));
        worker.inQueue();
        queue.watch(worker);
        return worker;
    }

    private SlurmWorker worker(Work work) {
        return new SlurmWorker(work.attempt(), programs, threads, timer, reason -> tell(work, reason));
    }

    private void submit(SlurmWorker worker, Attempt attempt, List<String> line) {
        if (worker.stopped()) {
            worker.finish(WorkerEnd.neverStarted());
            return;
        }
        try {
            String output = programs.run(line);
            LOG.info("job {} is Slurm job {}", attempt.jobId(), Submission.parseId(output).map(Object::toString).orElse(output));
        } catch (IOException e) {
            if (refused(attempt)) {
                worker.finish(WorkerEnd.unavailable("Slurm did not take the job: " + e.getMessage() + "."));
                return;
            }
        }
        worker.inQueue();
        queue.watch(worker);
    }

    /** Whether a failed submission is certain to have made no job that runs. */
    private boolean refused(Attempt attempt) {
        try {
            return !queue.jobs().containsKey(Submission.name(attempt)) && AttemptFolder.of(attempt).preempt();
        } catch (IOException e) {
            LOG.warn("it is not known whether Slurm has taken job {}; waiting for Slurm: {}", attempt.jobId(), e.toString());
            return false;
        }
    }

    private Map<String, QueueEntry> jobs() {
        try {
            return queue.jobs();
        } catch (IOException e) {
            throw new UncheckedIOException("Slurm cannot be asked", e);
        }
    }

    private boolean runsContainerForm(LaunchPlan plan) {
        return !settings.containerPrefix().isEmpty()
                && plan.container().filter(form -> settings.images().containsKey(form.imageKey())).isPresent();
    }

    private Submission submission(Work work) throws IOException {
        Path temporary = Files.createDirectories(work.attempt().folder().resolve("tmp"));
        Map<String, String> environment = new HashMap<>(workerCommand.environment(work, Map.of(), temporary));
        // Which GPUs they are is Slurm's to say; without any, none must be seen.
        if (work.gpus() > 0) {
            environment.remove(CUDA_DEVICES);
        }
        if (work.plan().embedded().isPresent()) {
            Path jobFile = JobFileWriter.write(work);
            return new Submission(
                    work, workerCommand.java(work, work.plan().embedded().get(), jobFile, temporary), environment);
        }
        ContainerForm form = work.plan().container().orElseThrow();
        Path specFile = JobFileWriter.write(work.attempt().files().resolve(form.specFileName()), form.specText());
        environment.putAll(form.environment());
        return new Submission(work, containerCommand(work, form, specFile), environment);
    }

    private List<String> containerCommand(Work work, ContainerForm form, Path specFile) {
        String mounts = Stream.concat(
                        Stream.of(work.resultsDir() + ":" + work.resultsDir()),
                        Stream.concat(work.inputs().stream(), Stream.of(specFile)).map(path -> path + ":" + path + ":ro"))
                .collect(Collectors.joining(","));
        List<String> command = new ArrayList<>(settings.containerPrefix().stream()
                .map(word -> word.replace("{image}", settings.images().get(form.imageKey())).replace("{mounts}", mounts))
                .toList());
        form.command().forEach(word -> command.add(word.replace(ContainerForm.SPEC_FILE, specFile.toString())));
        return command;
    }

    private static void tell(Work work, String message) {
        try {
            Files.writeString(
                    work.statusFile(),
                    StatusLine.of(StatusLine.State.STARTED, message).toJson() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", work.statusFile(), e.toString());
        }
    }
}
