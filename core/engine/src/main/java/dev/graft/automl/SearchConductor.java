// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import dev.graft.automl.search.Answer;
import dev.graft.automl.search.Proposal;
import dev.graft.job.ArtifactStats;
import dev.graft.job.Job;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobRepository;
import dev.graft.job.JobResult;
import dev.graft.job.JobState;
import dev.graft.server.ThisServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a search one round on: takes in what its trials have come to, stops those without hope, starts the next ones, tells how it
 * stands, and ends it. A round can be broken off anywhere; the next one does what was not done.
 */
@ApplicationScoped
public class SearchConductor {

    private static final Logger LOG = LoggerFactory.getLogger(SearchConductor.class);

    private final ThisServer self;
    private final JobRepository jobs;
    private final JobLifecycle lifecycle;
    private final SearchSteps steps;
    private final TrialVerdict verdict;
    private final TrialFiles files;
    private final TrialSlots slots;
    private final SearchEnd ending;
    private final SearchLog log;
    private final Clock clock;

    /** For the container's proxy. */
    protected SearchConductor() {
        this(null, null, null, null, null, null, null, null, null, null);
    }

    @Inject
    public SearchConductor(
            ThisServer self,
            JobRepository jobs,
            JobLifecycle lifecycle,
            SearchSteps steps,
            TrialVerdict verdict,
            TrialFiles files,
            TrialSlots slots,
            SearchEnd ending,
            SearchLog log,
            Clock clock) {
        this.self = self;
        this.jobs = jobs;
        this.lifecycle = lifecycle;
        this.steps = steps;
        this.verdict = verdict;
        this.files = files;
        this.slots = slots;
        this.ending = ending;
        this.log = log;
        this.clock = clock;
    }

    /**
     * One round; runs on one thread at a time for each search.
     *
     * @return whether the search goes on after it, under this server
     */
    boolean advance(UUID searchId, Conduct conduct) {
        Optional<Job> running = jobs.find(searchId)
                .filter(job -> job.isSearch() && job.state() == JobState.RUNNING && job.run().server().equals(self.id()));
        if (running.isEmpty()) {
            return false;
        }
        Job search = running.get();
        if (conduct.state().isEmpty()) {
            conduct.know(steps.load(searchId)
                    .orElseThrow(() -> new IllegalStateException("search " + searchId + " is not stored beside its job")));
        }
        SearchState state = conduct.state().get();
        concludeEnded(search, state);
        if (search.stopRequestedBy().isPresent()) {
            return !paused(search, state, conduct);
        }
        state.in(TrialState.PAUSED).forEach(trial -> state.put(steps.goOn(trial.jobId())));
        Optional<String> failure = CommonFailure.of(state.trials());
        if (failure.isPresent()) {
            giveUp(search, state, conduct, failure.get());
            return false;
        }
        int parallel = slots.parallel(search, state.plan().settings());
        stopHopeless(search, state, conduct.grace());
        startTrials(search, state, parallel);
        JobResult result = tell(search, state, conduct, parallel);
        if (state.exhausted() && state.trials().stream().allMatch(SearchTrial::ended) && allGone(state)) {
            end(search, state, result);
            return false;
        }
        return true;
    }

    private void concludeEnded(Job search, SearchState state) {
        List<SearchTrial> unended = state.trials().stream().filter(trial -> !trial.ended()).toList();
        Map<UUID, JobState> jobStates = jobs.states(unended.stream().map(SearchTrial::jobId).toList());
        for (SearchTrial open : unended) {
            JobState jobState = jobStates.get(open.jobId());
            if (jobState != null && !jobState.ended()) {
                continue;
            }
            verdict.of(search, state.plan(), open).ifPresent(change -> {
                SearchTrial trial = steps.conclude(open.jobId(), change);
                if (!trial.ended()) {
                    return;
                }
                state.put(trial);
                log.ended(search, state.plan(), trial);
                clean(search, state, trial);
            });
        }
    }

    /** Deletes checkpoints that this end has made needless. */
    private void clean(Job search, SearchState state, SearchTrial ended) {
        SearchSettings settings = state.plan().settings();
        if (!settings.deleteCheckpoints()) {
            return;
        }
        Optional<SearchTrial> best = state.best();
        boolean isBest = best.filter(trial -> trial.number() == ended.number()).isPresent();
        if (ended.state() == TrialState.SCORED && settings.inRungs()) {
            files.deleteModels(search, ended, TrialFiles.Keep.BEST_AND_LATEST);
        } else {
            files.deleteModels(search, ended, isBest ? TrialFiles.Keep.BEST : TrialFiles.Keep.NOTHING);
        }
        if (isBest && !settings.inRungs()) {
            List<SearchTrial> others =
                    state.trials().stream().filter(trial -> trial.number() != ended.number()).toList();
            SearchState.best(state.plan(), others).ifPresent(former -> files.deleteModels(search, former, TrialFiles.Keep.NOTHING));
        }
    }

    /** Stops all trials; once their jobs have ended the search is Canceled. True if it is. */
    private boolean paused(Job search, SearchState state, Conduct conduct) {
        state.in(TrialState.OPEN).forEach(trial -> state.put(steps.stop(trial.jobId(), conduct.grace(), SearchTrial::pause)));
        if (!allGone(state)) {
            return false;
        }
        log.write(search, "stopped; " + new SearchReport(state, search).words());
        return lifecycle.canceled(search.run(), search.result());
    }

    /** Whether no job of a trial waits or runs. */
    private boolean allGone(SearchState state) {
        List<UUID> stopped = state.trials().stream()
                .filter(trial -> !trial.ended() || trial.stoppedEarly() || trial.state() == TrialState.FAILED)
                .map(SearchTrial::jobId)
                .toList();
        return jobs.states(stopped).values().stream().allMatch(JobState::ended);
    }

    private void giveUp(Job search, SearchState state, Conduct conduct, String reason) {
        state.trials().stream().filter(trial -> !trial.ended()).forEach(trial -> state.put(steps.stop(
                trial.jobId(),
                conduct.grace(),
                open -> open.failed("The search was given up.", open.curve(), 0))));
        String words = "The first trials have all failed for one reason, so the search was stopped: " + reason;
        log.write(search, words);
        lifecycle.failed(search.run(), search.result(), words);
    }

    private void stopHopeless(Job search, SearchState state, Duration grace) {
        long length = new SearchReport(state, search).wholeTrial();
        if (state.plan().settings().inRungs() || length < 2) {
            return;
        }
        List<SortedMap<Long, Double>> others = state.scoredCurves();
        for (SearchTrial open : state.in(TrialState.OPEN)) {
            verdict.hopeless(search, state.plan(), open, others, length).ifPresent(change -> {
                SearchTrial trial = steps.stop(open.jobId(), grace, change);
                state.put(trial);
                log.ended(search, state.plan(), trial);
            });
        }
    }

    private void startTrials(Job search, SearchState state, int parallel) {
        int open = state.in(TrialState.OPEN).size() + state.in(TrialState.PAUSED).size();
        if (state.exhausted() || open >= parallel) {
            return;
        }
        Answer answer = state.plan().settings().searchAlgorithm().ask(state.history(), parallel - open);
        if (answer.finished() || answer.proposals().isEmpty() && open == 0) {
            state.exhaust();
        }
        answer.proposals().forEach(proposal -> begin(search, state, proposal));
    }

    private void begin(Job search, SearchState state, Proposal proposal) {
        UUID jobId = SearchTrial.jobIdOf(search.id(), proposal.number());
        boolean continues = proposal.continues().isPresent()
                && files.handOn(search, state.trial(proposal.continues().getAsInt()).orElseThrow().jobId(), jobId);
        SearchTrial trial = steps.begin(search, state.plan(), proposal, continues);
        state.put(trial);
        log.begun(search, trial, proposal);
    }

    private JobResult tell(Job search, SearchState state, Conduct conduct, int parallel) {
        state.best().filter(best -> !conduct.knowsBest(best.number())).ifPresent(best -> conduct.best(
                best.number(), jobs.find(best.jobId()).map(Job::result).orElse(JobResult.NONE)));
        JobResult result = new SearchReport(state, search).result(conduct.bestResult(), parallel, clock.instant());
        if (!result.equals(conduct.told())) {
            lifecycle.reported(search.run(), result);
            conduct.told(result);
        }
        return result;
    }

    private void end(Job search, SearchState state, JobResult result) {
        if (state.best().isEmpty()) {
            String last = state.trials().isEmpty() ? "" : " The last one: " + state.trials().get(state.trials().size() - 1).reason();
            lifecycle.failed(search.run(), result, "None of the " + state.trials().size() + " trials ended with a value of "
                    + state.plan().metric().name() + "." + last);
            return;
        }
        log.write(search, "search ended; " + new SearchReport(state, search).words());
        try {
            ArtifactStats stats = ending.finish(search, state, result);
            lifecycle.done(search.run(), new SearchReport(state, search).finished(result, clock.instant()), stats);
        } catch (IOException | UncheckedIOException e) {
            LOG.error("the best model of search {} could not be stored", search.id(), e);
            lifecycle.failed(search.run(), result, "The search has ended, but its best model could not be stored (" + e.getMessage()
                    + "); the trials' jobs still have theirs.");
        }
    }
}
