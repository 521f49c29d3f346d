// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import dev.graft.executor.Attempt;
import dev.graft.executor.AttemptFolder;
import dev.graft.executor.Executor;
import dev.graft.executor.Slot;
import dev.graft.executor.Work;
import dev.graft.executor.Worker;
import dev.graft.executor.WorkerEnd;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.launch.LaunchPlan;
import dev.graft.spi.status.StatusLine;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work as Jobs of Kubernetes. Which node a pod gets is the cluster's decision, or Kueue's when it starts at all; the slots here bound
 * how many Jobs are handed over. A Job whose making fails is looked for by its unique name, and the first to claim the attempt's folder,
 * the pod's shell or the server, decides whether it runs.
 */
public final class KubernetesExecutor implements Executor {

    /** Name of this executor. */
    public static final String NAME = "kubernetes";

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesExecutor.class);

    private final List<Slot> slots;
    private final Manifests manifests;
    private final KubernetesObjects objects;
    private final ClusterWatch watch;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;

    /**
     * An executor.
     *
     * @param slots its slots
     * @param client the cluster; need not answer yet
     * @param threads for requests to the API, which may take seconds
     * @param timer for grace periods and time limits; short work only
     */
    public KubernetesExecutor(
            List<Slot> slots,
            KubernetesSettings settings,
            KubernetesClient client,
            ExecutorService threads,
            ScheduledExecutorService timer) {
        this.slots = List.copyOf(slots);
        this.manifests = new Manifests(settings);
        this.objects = new KubernetesObjects(client, settings.namespace());
        this.watch = new ClusterWatch(client, settings, objects, threads, timer);
        this.threads = threads;
        this.timer = timer;
    }

    /**
     * The slots of the cluster as its nodes tell them.
     *
     * @throws KubernetesClientException if the API does not answer or does not allow to list nodes
     */
    public static List<Slot> slotsOf(KubernetesClient client, String gpuResource) {
        return ClusterSlots.of(client.nodes().list().getItems(), gpuResource);
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
        return manifests.canRun(plan);
    }

    @Override
    public Worker start(Work work) {
        Manifest manifest = manifests.of(work);
        try {
            AttemptFolder.of(work.attempt()).create();
            Files.createDirectories(work.attempt().folder().resolve("tmp"));
        } catch (IOException e) {
            throw new GraftException(
                    StandardError.INTERNAL,
                    "The files of the Kubernetes job could not be written: " + e.getMessage()
                            + ". An administrator should check the data folder, which the pods share.",
                    e);
        }
        KubernetesWorker worker = worker(work.attempt(), reason -> tell(work.statusFile(), reason));
        threads.execute(() -> submit(worker, work.attempt(), manifest));
        return worker;
    }

    @Override
    public Worker reattach(Attempt attempt) {
        AttemptFolder files = AttemptFolder.of(attempt);
        String name = Manifests.name(attempt);
        Optional<Job> job = objects.job(name);
        if (job.isEmpty() && (files.preempt() || !files.begun())) {
            objects.remove(name);
            return Worker.ended(WorkerEnd.neverStarted());
        }
        if (job.isEmpty() && files.exitCode().isPresent()) {
            objects.remove(name);
            return Worker.ended(files.end());
        }
        KubernetesWorker worker = worker(attempt, reason -> LOG.info("job {}: {}", attempt.jobId(), reason));
        worker.submitted(job);
        watch.watch(worker);
        return worker;
    }

    private KubernetesWorker worker(Attempt attempt, Consumer<String> told) {
        return new KubernetesWorker(attempt, objects, threads, timer, told);
    }

    private void submit(KubernetesWorker worker, Attempt attempt, Manifest manifest) {
        if (worker.stopped()) {
            AttemptFolder.of(attempt).preempt();
            worker.neverRan(WorkerEnd.neverStarted());
            return;
        }
        Optional<Job> job;
        try {
            job = Optional.of(objects.create(manifest));
        } catch (RuntimeException e) {
            job = found(worker.name());
            boolean refused = e instanceof KubernetesClientException fault && KubernetesObjects.refused(fault);
            if (refused && job.isEmpty() && AttemptFolder.of(attempt).preempt()) {
                worker.neverRan(WorkerEnd.unavailable("Kubernetes did not take the job: " + e.getMessage()));
                return;
            }
            LOG.warn("it is not certain whether Kubernetes has taken job {}; looking for it: {}", attempt.jobId(), e.toString());
        }
        worker.submitted(job.isPresent() ? job : Optional.of(manifest.job()));
        watch.watch(worker);
    }

    private Optional<Job> found(String name) {
        try {
            return objects.job(name);
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    private static void tell(Path statusFile, String message) {
        try {
            Files.writeString(
                    statusFile,
                    StatusLine.of(StatusLine.State.STARTED, message).toJson() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}", statusFile, e.toString());
        }
    }
}
