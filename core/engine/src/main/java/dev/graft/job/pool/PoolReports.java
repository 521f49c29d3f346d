// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.pool;

import dev.graft.executor.Executor;
import dev.graft.executor.Slot;
import dev.graft.executor.SlotPool;
import dev.graft.executor.SlotUsage;
import dev.graft.job.Job;
import dev.graft.job.JobRepository;
import dev.graft.job.JobState;
import dev.graft.job.Placement;
import dev.graft.job.QueuedJob;
import dev.graft.server.ThisServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reports what the pool of this server does; the slots of other machines are told by the servers there. */
@ApplicationScoped
@Transactional
public class PoolReports {

    /** How many waiting jobs of an executor are named. */
    public static final int MOST_WAITING = 100;

    private final ThisServer self;
    private final SlotPool pool;
    private final JobRepository jobs;

    /** For the container's proxy. */
    protected PoolReports() {
        this(null, null, null);
    }

    @Inject
    public PoolReports(ThisServer self, SlotPool pool, JobRepository jobs) {
        this.self = self;
        this.pool = pool;
        this.jobs = jobs;
    }

    /**
     * The executors as they are now.
     *
     * @param orgs organisations whose jobs the caller may see
     */
    public List<ExecutorReport> of(Set<String> orgs) {
        Map<String, Job> holders = new HashMap<>();
        jobs.inState(JobState.RUNNING).stream()
                .filter(job -> job.placement().flatMap(Placement::host).map(self.host()::equals).orElse(true))
                .forEach(job -> job.slots().forEach(slot -> holders.put(slot, job)));
        List<QueuedJob> queue = jobs.queue().stream().filter(job -> !job.search()).toList();
        return pool.executors().stream().map(executor -> report(executor, holders, queue, orgs)).toList();
    }

    private ExecutorReport report(Executor executor, Map<String, Job> holders, List<QueuedJob> queue, Set<String> orgs) {
        Map<String, SlotUsage> usage = executor.usage();
        List<SlotReport> slots = executor.slots().stream()
                .map(slot -> report(slot, Optional.ofNullable(holders.get(slot.id())), usage, orgs))
                .toList();
        List<QueuedJob> waiting = queue.stream().filter(job -> fits(job, executor.slots())).toList();
        List<WaitingJob> seen = waiting.stream()
                .filter(job -> orgs.contains(job.org()))
                .limit(MOST_WAITING)
                .map(this::waiting)
                .toList();
        return new ExecutorReport(executor.name(), slots, seen, waiting.size());
    }

    private static SlotReport report(Slot slot, Optional<Job> holder, Map<String, SlotUsage> usage, Set<String> orgs) {
        return new SlotReport(
                slot,
                holder.isPresent(),
                holder.filter(job -> orgs.contains(job.org())).map(job -> new SeenJob(job.id(), job.org(), job.action())),
                usage.getOrDefault(slot.id(), SlotUsage.UNKNOWN));
    }

    private WaitingJob waiting(QueuedJob job) {
        return new WaitingJob(
                new SeenJob(job.id(), job.org(), job.action()),
                job.slots(),
                job.platform(),
                job.pendingSince(),
                jobs.find(job.id()).flatMap(found -> found.result().detailedStatus().message()).orElse(""));
    }

    private static boolean fits(QueuedJob job, List<Slot> slots) {
        return slots.stream().filter(slot -> job.platform().map(slot.platform()::equalsIgnoreCase).orElse(true)).count() >= job.slots();
    }
}
