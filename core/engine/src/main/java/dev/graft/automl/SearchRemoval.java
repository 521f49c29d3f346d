// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.job.JobDeleted;
import dev.graft.job.JobRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.List;

/** Removes the trials of a search together with its job. */
@ApplicationScoped
public class SearchRemoval {

    private final SearchRepository searches;
    private final JobRepository jobs;
    private final Event<Object> events;

    /** For the container's proxy. */
    protected SearchRemoval() {
        this(null, null, null);
    }

    @Inject
    public SearchRemoval(SearchRepository searches, JobRepository jobs, Event<Object> events) {
        this.searches = searches;
        this.jobs = jobs;
        this.events = events;
    }

    /** Removes what belongs to a job, if it is a search. */
    public void remove(@Observes(during = TransactionPhase.IN_PROGRESS) JobDeleted deleted) {
        searches.find(deleted.jobId()).ifPresent(search -> {
            List<SearchTrial> trials = searches.trials(search.jobId());
            searches.remove(search.jobId());
            trials.forEach(trial -> jobs.find(trial.jobId()).ifPresent(job -> {
                jobs.remove(job);
                events.fire(new JobDeleted(job.id(), job.org()));
            }));
        });
    }
}
