// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.automl.chart.SearchCharts;
import dev.graft.fault.NotFound;
import dev.graft.job.Job;
import dev.graft.job.JobOwner;
import dev.graft.job.JobRepository;
import dev.graft.job.JobService;
import dev.graft.org.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

/** What callers may look at of searches. Every method sees the caller's organisation only; a job that is no search is NOT_FOUND. */
@ApplicationScoped
@Transactional
public class SearchService {

    private final JobService jobs;
    private final JobRepository stored;
    private final SearchRepository searches;

    /** For the container's proxy. */
    protected SearchService() {
        this(null, null, null);
    }

    @Inject
    public SearchService(JobService jobs, JobRepository stored, SearchRepository searches) {
        this.jobs = jobs;
        this.stored = stored;
        this.searches = searches;
    }

    /** A search with all its trials. */
    public SearchDetails details(Caller caller, JobOwner owner, UUID jobId) {
        Search search = search(caller, owner, jobId);
        List<SearchTrial> trials = searches.trials(jobId);
        return SearchDetails.of(
                jobId, search.plan(), trials, stored.states(trials.stream().map(SearchTrial::jobId).toList()));
    }

    /** The data of all pictures of a search; curves of trials that still run are as far as they have come. */
    public SearchCharts charts(Caller caller, JobOwner owner, UUID jobId) {
        SearchPlan plan = search(caller, owner, jobId).plan();
        return SearchCharts.of(
                plan.space(),
                plan.metric(),
                searches.trials(jobId).stream().map(trial -> Charts.charted(trial, curve(trial, plan))).toList());
    }

    private SortedMap<Long, Double> curve(SearchTrial trial, SearchPlan plan) {
        return trial.ended()
                ? trial.curve()
                : stored.find(trial.jobId()).map(Job::result).map(result -> TrialScore.curve(result, plan.metric())).orElseGet(trial::curve);
    }

    private Search search(Caller caller, JobOwner owner, UUID jobId) {
        jobs.get(caller, owner, jobId);
        return searches.find(jobId).orElseThrow(() -> NotFound.of("search over hyperparameters with job id", jobId));
    }
}
