// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.job.Job;
import dev.graft.job.JobRepository;
import dev.graft.job.JobResult;
import dev.graft.job.JobState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/** Judges trials by their jobs. A failure is never a score. */
@ApplicationScoped
public class TrialVerdict {

    private final JobRepository jobs;
    private final TrialFiles files;

    /** For the container's proxy. */
    protected TrialVerdict() {
        this(null, null);
    }

    @Inject
    public TrialVerdict(JobRepository jobs, TrialFiles files) {
        this.jobs = jobs;
        this.files = files;
    }

    /** What became of a trial that is not known to have ended; empty if it has not. */
    Optional<Consumer<SearchTrial>> of(Job search, SearchPlan plan, SearchTrial trial) {
        Optional<Job> found = jobs.find(trial.jobId());
        if (found.isEmpty()) {
            return Optional.of(stored -> stored.failed("Its job was deleted.", stored.curve(), 0));
        }
        Job job = found.get();
        return switch (job.state()) {
            case PENDING, RUNNING -> Optional.empty();
            case DONE -> Optional.of(scoreOrFail(plan, job, score(search, plan, trial, job), "It reported no value of "
                    + plan.metric().name() + "; it reported " + reported(job.result()) + "."));
            case ERROR -> Optional.of(stored -> stored.failed(
                    message(job), TrialScore.curve(job.result(), plan.metric()), seconds(job)));
            case CANCELED -> trial.state() == TrialState.PAUSED ? Optional.empty() : Optional.of(canceled(search, plan, job));
        };
    }

    /**
     * The early end of a running trial that is worse than the others were.
     *
     * @param others curves of the trials that have a score
     * @param length epochs of a whole trial
     */
    Optional<Consumer<SearchTrial>> hopeless(
            Job search, SearchPlan plan, SearchTrial trial, List<SortedMap<Long, Double>> others, long length) {
        Optional<Job> running = jobs.find(trial.jobId()).filter(job -> job.state() == JobState.RUNNING);
        if (running.isEmpty()) {
            return Optional.empty();
        }
        JobResult result = running.get().result();
        SortedMap<Long, Double> curve = TrialScore.curve(result, plan.metric());
        if (!new MedianStop(plan.metric()).stops(curve, others, length)) {
            return Optional.empty();
        }
        String why = "at epoch " + curve.lastKey() + " of " + length + " it was worse than the median of the trials before";
        return TrialScore.best(result, plan.metric(), checkpoints(search, running.get()))
                .map(score -> stored -> stored.stopped(score, why, seconds(running.get())));
    }

    private Consumer<SearchTrial> canceled(Job search, SearchPlan plan, Job job) {
        Optional<TrialScore> score = TrialScore.best(job.result(), plan.metric(), checkpoints(search, job));
        String why = "its job was canceled";
        return score.<Consumer<SearchTrial>>map(known -> stored -> stored.stopped(known, why, seconds(job)))
                .orElse(stored -> stored.failed("Its job was canceled before it had a value.", stored.curve(), seconds(job)));
    }

    /** A rung that is not the last is judged by what it ended with, everything else by its best. */
    private Optional<TrialScore> score(Job search, SearchPlan plan, SearchTrial trial, Job job) {
        boolean lower = plan.settings().inRungs() && trial.epochs().orElse(0) < plan.settings().lastRung();
        return lower
                ? TrialScore.last(job.result(), plan.metric())
                : TrialScore.best(job.result(), plan.metric(), checkpoints(search, job));
    }

    private Consumer<SearchTrial> scoreOrFail(SearchPlan plan, Job job, Optional<TrialScore> score, String otherwise) {
        return score.<Consumer<SearchTrial>>map(known -> stored -> stored.scored(known, seconds(job)))
                .orElse(stored -> stored.failed(otherwise, TrialScore.curve(job.result(), plan.metric()), seconds(job)));
    }

    private LongPredicate checkpoints(Job search, Job trial) {
        return files.checkpoints(search.architecture(), search.org(), trial.id());
    }

    private static String message(Job job) {
        return job.result().detailedStatus().message().orElse("Its job ended as Error.");
    }

    private static String reported(JobResult result) {
        String names = result.kpi().stream().map(JobResult.Kpi::metric).sorted().collect(Collectors.joining(", "));
        return names.isEmpty() ? "no metric at all" : names;
    }

    private static double seconds(Job job) {
        return job.startedOn()
                .map(from -> Duration.between(from, job.endedOn().orElse(job.lastModified())).toMillis() / 1000.0)
                .orElse(0.0);
    }
}
