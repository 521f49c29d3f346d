// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import dev.graft.executor.Attempt;
import dev.graft.executor.AttemptFolder;
import dev.graft.executor.Worker;
import dev.graft.executor.WorkerEnd;
import dev.graft.executor.WorkerEnd.Cause;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Job of one attempt. What the informers tell of it is taken in their order, and each time the verdict is asked. */
final class KubernetesWorker implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesWorker.class);

    /** How long a worker whose time is over may take to write a checkpoint. */
    private static final Duration LIMIT_GRACE = Duration.ofSeconds(30);

    /** How late a file on a network file system, or a pod's last word, may be. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private static final Duration AGAIN = Duration.ofSeconds(5);

    private static final Set<Cause> NEVER_RAN = Set.of(Cause.NEVER_STARTED, Cause.UNAVAILABLE);

    private final String name;
    private final AttemptFolder files;
    private final KubernetesObjects objects;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final Consumer<String> told;
    private final CompletableFuture<WorkerEnd> end = new CompletableFuture<>();

    private Optional<Job> job = Optional.empty();
    private Optional<Pod> pod = Optional.empty();
    private boolean podGone;
    private OptionalLong over = OptionalLong.empty();
    private Optional<Duration> stopping = Optional.empty();
    private boolean submitted;
    private boolean preempted;
    private boolean limited;
    private boolean ending;
    private String waitsFor = "";

    /**
     * A worker.
     *
     * @param told takes what it waits for in the cluster
     */
    KubernetesWorker(
            Attempt attempt, KubernetesObjects objects, ExecutorService threads, ScheduledExecutorService timer, Consumer<String> told) {
        this.name = Manifests.name(attempt);
        this.files = AttemptFolder.of(attempt);
        this.objects = objects;
        this.threads = threads;
        this.timer = timer;
        this.told = told;
    }

    /** The name of its objects. */
    String name() {
        return name;
    }

    @Override
    public CompletableFuture<WorkerEnd> end() {
        return end;
    }

    @Override
    public synchronized void stop(Duration grace) {
        stopping = Optional.of(grace);
        if (submitted && !end.isDone()) {
            threads.execute(() -> cancel(grace));
        }
    }

    /** Whether it was asked to stop. */
    synchronized boolean stopped() {
        return stopping.isPresent();
    }

    /** Its Job is there, or may be. */
    synchronized void submitted(Optional<Job> found) {
        submitted = true;
        job = found;
        stopping.ifPresent(grace -> threads.execute(() -> cancel(grace)));
        look();
    }

    /** The Job as it is now. */
    synchronized void sees(Job now) {
        job = Optional.of(now);
        look();
    }

    /** The pod as it is now. */
    synchronized void sees(Pod now) {
        pod = Optional.of(now);
        podGone = false;
        look();
    }

    /** The Job was removed. */
    synchronized void jobGone() {
        job = Optional.empty();
        look();
    }

    /** The pod was removed; this was its last state. */
    synchronized void podGone(Pod last) {
        pod = Optional.of(last);
        podGone = true;
        look();
    }

    /** It will never run; what was made for it is removed. */
    void neverRan(WorkerEnd reason) {
        conclude(reason);
    }

    private synchronized void look() {
        if (ending || !submitted) {
            return;
        }
        Verdict.Look look = new Verdict.Look(
                job,
                pod.flatMap(PodReport::of),
                podGone,
                files.begun(),
                files.exitCode(),
                files.overrun(),
                stopping.isPresent(),
                over.isEmpty() || System.nanoTime() - over.getAsLong() < LATE.toNanos());
        if (look.over() && over.isEmpty()) {
            over = OptionalLong.of(System.nanoTime());
            timer.schedule(() -> threads.execute(this::look), LATE.toMillis() + 1, TimeUnit.MILLISECONDS);
        } else if (!look.over()) {
            over = OptionalLong.empty();
            tell(look);
        }
        // A file of the shell may be late, and after this nobody may tell anything until the end.
        if (look.begun() || look.pod().filter(PodReport::running).isPresent()) {
            limit();
        }
        Verdict.of(look).filter(reached -> certain(reached, look)).ifPresent(this::conclude);
    }

    /** What is said never to have run must not run from now on. */
    private boolean certain(WorkerEnd reached, Verdict.Look look) {
        return !NEVER_RAN.contains(reached.cause()) || preempt() || look.over() && !files.begun();
    }

    private boolean preempt() {
        preempted = preempted || files.preempt();
        return preempted;
    }

    private void tell(Verdict.Look look) {
        String now = look.begun() ? "" : look.pod().map(PodReport::waiting).orElseGet(this::queued).orElse("");
        if (!now.isEmpty() && !now.equals(waitsFor)) {
            waitsFor = now;
            told.accept(now);
        }
    }

    private Optional<String> queued() {
        return job.filter(found -> Boolean.TRUE.equals(found.getSpec().getSuspend()))
                .map(found -> found.getMetadata().getLabels().get(Manifests.QUEUE))
                .map(queue -> "Waiting in Kueue's queue " + queue + ".");
    }

    /** The worker's time runs from when it was first seen to run. */
    private void limit() {
        if (limited) {
            return;
        }
        limited = true;
        Optional<Duration> limit = job.map(found -> found.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Manifests.TIME_LIMIT))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
        if (files.limit().isEmpty()) {
            limit.ifPresent(duration -> files.limit(Instant.now().plus(duration)));
        }
        files.limit().ifPresent(this::endAt);
    }

    private void endAt(Instant time) {
        timer.schedule(
                () -> {
                    if (!end.isDone()) {
                        files.markOverrun();
                        stop(LIMIT_GRACE);
                    }
                },
                Math.max(0, Duration.between(Instant.now(), time).toMillis()),
                TimeUnit.MILLISECONDS);
    }

    private void cancel(Duration grace) {
        if (end.isDone()) {
            return;
        }
        if (preempted()) {
            neverRan(WorkerEnd.neverStarted());
            return;
        }
        try {
            objects.endPods(name, grace);
            look();
        } catch (RuntimeException e) {
            LOG.warn("the pod of {} could not be ended, trying again: {}", name, e.toString());
            timer.schedule(() -> threads.execute(() -> cancel(grace)), AGAIN.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private synchronized boolean preempted() {
        return preempt();
    }

    private synchronized void conclude(WorkerEnd reached) {
        if (!ending) {
            ending = true;
            threads.execute(() -> remove(reached));
        }
    }

    private void remove(WorkerEnd reached) {
        try {
            objects.remove(name);
            end.complete(reached);
        } catch (RuntimeException e) {
            LOG.warn("the objects of {} could not be removed, trying again: {}", name, e.toString());
            timer.schedule(() -> threads.execute(() -> remove(reached)), AGAIN.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
