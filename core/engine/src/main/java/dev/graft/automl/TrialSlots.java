// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.executor.SlotPool;
import dev.graft.job.Job;
import dev.graft.job.JobRepository;
import dev.graft.job.JobState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** How many trials a search may have at a time. */
@ApplicationScoped
public class TrialSlots {

    private final SlotPool pool;
    private final JobRepository jobs;

    /** For the container's proxy. */
    protected TrialSlots() {
        this(null, null);
    }

    @Inject
    public TrialSlots(SlotPool pool, JobRepository jobs) {
        this.pool = pool;
        this.jobs = jobs;
    }

    /**
     * As many as fit into the slots that no other job holds, within the search's own limit; always one, which waits for a slot where
     * there is none.
     *
     * @param search the search's job, which says how many slots of which kind each trial takes
     */
    int parallel(Job search, SearchSettings settings) {
        long fitting = pool.slots().stream()
                .filter(slot -> search.platform().map(slot.platform()::equalsIgnoreCase).orElse(true))
                .count();
        long held = jobs.inState(JobState.RUNNING).stream()
                .filter(job -> job.searchId().filter(search.id()::equals).isEmpty())
                .mapToLong(job -> job.slots().size())
                .sum();
        long free = Math.max(1, (fitting - held) / search.slotsWanted());
        return (int) Math.min(settings.parallel(), free);
    }
}
