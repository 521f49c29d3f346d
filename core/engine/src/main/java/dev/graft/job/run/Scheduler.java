// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.cluster.AllSlots;
import dev.graft.dataset.DatasetRepository;
import dev.graft.dataset.DatasetSettled;
import dev.graft.executor.PoolState;
import dev.graft.experiment.ExperimentRepository;
import dev.graft.experiment.base.BaseModelSettled;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobRepository;
import dev.graft.job.JobStateChanged;
import dev.graft.job.QueuedJob;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.server.Background;
import dev.graft.server.ServerStarted;
import dev.graft.server.StartOrder;
import dev.graft.server.ThisServer;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides again whenever something has changed: a job was stored, started or has ended, or a dataset has settled. One decision runs at a
 * time; wakes that come meanwhile make one more. A slow tick catches what was missed. What runs next is the policy's to say.
 */
@ApplicationScoped
public class Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    private static final Duration SAFETY_TICK = Duration.ofSeconds(5);

    /** How long the next of several decisions waits, in times of what the last one took, and at most. */
    private static final int PAUSES = 3;

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    /** How often it is looked for servers that are gone. */
    private static final Duration TAKEOVER_TICK = Duration.ofSeconds(2);

    /** How soon to try again when another server hands out slots. */
    private static final Duration NEXT_TURN = Duration.ofMillis(50);

    /** How many owners are told what is new at each decision, whatever comes. */
    private static final int TOLD_AT_LEAST = WaitingText.TOLD_PLACES;

    private final ThisServer self;
    private final JobRepository jobs;
    private final ExperimentRepository experiments;
    private final DatasetRepository datasets;
    private final NetworkRegistry networks;
    private final AllSlots slots;
    private final SlotGrants grants;
    private final JobLifecycle lifecycle;
    private final JobRunner runner;
    private final Takeovers takeovers;
    private final Clock clock;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;

    private final AtomicInteger wakes = new AtomicInteger();
    private final Map<UUID, String> told = new HashMap<>();

    /** For the container's proxy. */
    protected Scheduler() {
        this(null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    @Inject
    public Scheduler(
            ThisServer self,
            JobRepository jobs,
            ExperimentRepository experiments,
            DatasetRepository datasets,
            NetworkRegistry networks,
            AllSlots slots,
            SlotGrants grants,
            JobLifecycle lifecycle,
            JobRunner runner,
            Takeovers takeovers,
            Clock clock,
            @Background ExecutorService threads,
            @Background ScheduledExecutorService timer) {
        this.self = self;
        this.jobs = jobs;
        this.experiments = experiments;
        this.datasets = datasets;
        this.networks = networks;
        this.slots = slots;
        this.grants = grants;
        this.lifecycle = lifecycle;
        this.runner = runner;
        this.takeovers = takeovers;
        this.clock = clock;
        this.threads = threads;
        this.timer = timer;
    }

    /** Takes up what an earlier server left, and starts deciding. */
    void start(@Observes @Priority(StartOrder.SCHEDULER) ServerStarted started) {
        start();
    }

    void jobChanged(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobStateChanged change) {
        wake();
    }

    void datasetSettled(@Observes(during = TransactionPhase.AFTER_SUCCESS) DatasetSettled settled) {
        wake();
    }

    void baseModelSettled(@Observes(during = TransactionPhase.AFTER_SUCCESS) BaseModelSettled settled) {
        wake();
    }

    /** As the container's start does. */
    public void start() {
        takeovers.look();
        timer.scheduleWithFixedDelay(
                takeovers::lookOrTell, TAKEOVER_TICK.toMillis(), TAKEOVER_TICK.toMillis(), TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(this::wake, 0, SAFETY_TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks for a decision soon; returns at once. */
    public void wake() {
        if (wakes.getAndIncrement() == 0) {
            threads.execute(this::decideUntilQuiet);
        }
    }

    /** Where wakes have come meanwhile the next decision waits a little, so that a long queue leaves time for other work. */
    private void decideUntilQuiet() {
        int seen = wakes.get();
        long began = System.nanoTime();
        try {
            decide(seen);
        } catch (RuntimeException e) {
            LOG.warn("no scheduling decision could be made, trying again in {} s", SAFETY_TICK.toSeconds(), e);
        }
        if (!wakes.compareAndSet(seen, 0)) {
            long pause = Math.min(LONGEST_PAUSE.toNanos(), PAUSES * (System.nanoTime() - began));
            timer.schedule(() -> threads.execute(this::decideUntilQuiet), pause, TimeUnit.NANOSECONDS);
        }
    }

    /**
     * One decision; runs on one thread at a time.
     *
     * @param seen how many wakes it answers
     */
    private void decide(int seen) {
        List<QueuedJob> queue = jobs.queue();
        told.keySet().retainAll(queue.stream().map(QueuedJob::id).toList());
        ReadinessCheck check = new ReadinessCheck(jobs, experiments, datasets, networks, slots, queue);
        List<PoolState.Waiting> ready = new ArrayList<>();
        Map<UUID, String> reasons = new LinkedHashMap<>();
        Instant now = clock.instant();
        for (QueuedJob job : queue) {
            if (job.notBefore().filter(now::isBefore).isPresent()) {
                // Its owner has been told why it waits; the time is over at one of the ticks.
                continue;
            }
            Readiness readiness = check.of(job);
            if (readiness.ready() && job.search()) {
                lifecycle.searching(job.id(), self.id());
            } else if (readiness.ready() && slots.here(job.slots(), job.platform())) {
                ready.add(new PoolState.Waiting(
                        job.id(), job.org(), job.slots(), job.platform(), job.priority(), job.pendingSince()));
            } else if (readiness.never().isPresent()) {
                lifecycle.refused(job.id(), readiness.reason());
            } else if (!readiness.ready()) {
                reasons.put(job.id(), readiness.reason());
            }
        }
        if (!ready.isEmpty()) {
            grants.give(ready, now).ifPresentOrElse(
                    turn -> reasons.putAll(carryOut(turn)),
                    () -> timer.schedule(this::wake, NEXT_TURN.toMillis(), TimeUnit.MILLISECONDS));
        }
        tell(reasons, seen);
    }

    /** Starts what was granted; what all the others wait for. */
    private Map<UUID, String> carryOut(SlotGrants.Turn turn) {
        turn.started().forEach(started -> runner.start(started.job(), started.slots()));
        return new WaitingText(turn.state(), turn.decision()).all();
    }

    /** Tells owners what is new to them. When another decision is wanted, most of them hear it after that one. */
    private void tell(Map<UUID, String> reasons, int seen) {
        int count = 0;
        for (Map.Entry<UUID, String> reason : reasons.entrySet()) {
            if (!reason.getValue().equals(told.get(reason.getKey()))) {
                if (count >= TOLD_AT_LEAST && wakes.get() != seen) {
                    return;
                }
                lifecycle.waiting(reason.getKey(), reason.getValue());
                told.put(reason.getKey(), reason.getValue());
                count++;
            }
        }
    }
}
