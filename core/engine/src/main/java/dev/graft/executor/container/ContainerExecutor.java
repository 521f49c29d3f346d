// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.DockerException;
import dev.graft.executor.Attempt;
import dev.graft.executor.Executor;
import dev.graft.executor.Slot;
import dev.graft.executor.Work;
import dev.graft.executor.Worker;
import dev.graft.executor.WorkerEnd;
import dev.graft.executor.container.ContainerFiles.Start;
import dev.graft.executor.container.ContainerFiles.Traces;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.status.StatusLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work in containers of this machine. A start returns at once: image and container are made on a thread of their own, and how far a
 * pull is shows in the job's status. A container outlives the server; a later one finds it by its name.
 */
public final class ContainerExecutor implements Executor {

    /** Name of this executor. */
    public static final String NAME = "container";

    private static final Logger LOG = LoggerFactory.getLogger(ContainerExecutor.class);

    private static final int NOT_FOUND = 127;

    private final List<Slot> slots;
    private final ContainerSettings settings;
    private final DockerClient client;
    private final Containers containers;
    private final ContainerRequests requests;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;

    /**
     * An executor.
     *
     * @param slots its slots
     * @param client the engine; need not be up yet
     * @param threads one is busy for each running container
     * @param timer for grace periods and status lines; short work only
     */
    public ContainerExecutor(
            List<Slot> slots,
            ContainerSettings settings,
            DockerClient client,
            ExecutorService threads,
            ScheduledExecutorService timer) {
        this.slots = List.copyOf(slots);
        this.settings = settings;
        this.client = client;
        this.containers = new Containers(client);
        this.requests = new ContainerRequests(settings);
        this.threads = threads;
        this.timer = timer;
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
        return requests.canRun(plan);
    }

    @Override
    public Worker start(Work work) {
        ContainerFiles files = ContainerFiles.of(work.attempt());
        files.create();
        ContainerRequest request = request(work);
        ContainerWorker worker = worker(work.attempt());
        threads.execute(() -> run(worker, work, request, files));
        return worker;
    }

    @Override
    public Worker reattach(Attempt attempt) {
        ContainerFiles files = ContainerFiles.of(attempt);
        files.create();
        Optional<WorkerEnd> end = files.end();
        if (end.isPresent()) {
            containers.remove(Containers.name(attempt));
            return Worker.ended(end.get());
        }
        Optional<ContainerState> state = containers.state(Containers.name(attempt));
        Optional<Start> start = files.start();
        if (start.isEmpty() || state.filter(ContainerEnd::hasNotRun).isPresent()) {
            containers.remove(Containers.name(attempt));
            files.ended(WorkerEnd.neverStarted());
            return Worker.ended(WorkerEnd.neverStarted());
        }
        if (state.isEmpty()) {
            files.ended(WorkerEnd.lost());
            return Worker.ended(WorkerEnd.lost());
        }
        ContainerWorker worker = worker(attempt);
        threads.execute(() -> worker.watch(start.get()));
        return worker;
    }

    private ContainerWorker worker(Attempt attempt) {
        return new ContainerWorker(containers, Containers.name(attempt), ContainerFiles.of(attempt), timer);
    }

    private ContainerRequest request(Work work) {
        try {
            if (requests.runsContainerForm(work.plan())) {
                StatusCopy.clear(work.resultsDir());
            }
            return requests.of(work);
        } catch (IOException e) {
            throw new GraftException(
                    StandardError.INTERNAL,
                    "The files of the container could not be written: " + e.getMessage()
                            + ". An administrator should check the server's disk.",
                    e);
        }
    }

    private void run(ContainerWorker worker, Work work, ContainerRequest request, ContainerFiles files) {
        String name = Containers.name(work.attempt());
        Start start;
        try {
            new Images(client, settings.pull()).require(request.image(), message -> tell(work, message), worker::preparing);
            if (worker.stopped()) {
                worker.neverRan(WorkerEnd.neverStarted());
                return;
            }
            EngineFacts engine = EngineFacts.of(client);
            ContainerUser user = ContainerUser.choose(settings.user(), engine, Ownership.ownUid(), Ownership.ownGid());
            if (user.stranger()) {
                Ownership.give(request, user);
            }
            containers.create(name, work.attempt(), request, request.hostConfig(work, settings, engine, user), user);
            start = new Start(size(work.logFile()), size(work.statusFile()), traces(work));
            files.started(start);
            containers.start(name);
        } catch (Images.ImageUnavailable e) {
            worker.neverRan(worker.stopped() ? WorkerEnd.neverStarted() : WorkerEnd.unavailable(e.getMessage()));
            return;
        } catch (IOException | RuntimeException e) {
            LOG.warn("container {} could not be started: {}", name, e.toString());
            containers.remove(name);
            worker.neverRan(refusal(request, e));
            return;
        }
        worker.watch(start);
    }

    /** A program that the image does not have is the plan's fault and no better another time. */
    private static WorkerEnd refusal(ContainerRequest request, Exception fault) {
        String why = fault.getMessage() == null ? fault.toString() : fault.getMessage().strip();
        boolean noProgram = fault instanceof DockerException
                && (why.contains("executable file not found") || why.contains("no such file or directory"));
        return noProgram
                ? new WorkerEnd(
                        WorkerEnd.Cause.EXITED,
                        OptionalInt.of(NOT_FOUND),
                        "Image " + request.image() + " cannot run the command of this action: " + why)
                : WorkerEnd.unavailable("The container engine could not start the container: " + why);
    }

    private Traces traces(Work work) {
        return new Traces(
                work.resultsDir(),
                work.statusFile(),
                work.logFile(),
                work.timeLimit().map(limit -> OptionalLong.of(limit.toSeconds())).orElse(OptionalLong.empty()),
                settings.memoryBytes().isPresent(),
                !requests.runsContainerForm(work.plan()));
    }

    /** Shows in the status of the job how far its start is. */
    private static void tell(Work work, String message) {
        try {
            Files.writeString(
                    work.statusFile(),
                    StatusLine.of(StatusLine.State.STARTED, message).toJson() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(work.statusFile() + " cannot be written", e);
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
