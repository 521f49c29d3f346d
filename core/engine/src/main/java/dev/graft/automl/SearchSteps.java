// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.automl.search.Proposal;
import dev.graft.automl.space.SpecPath;
import dev.graft.job.Job;
import dev.graft.job.JobLifecycle;
import dev.graft.job.JobOrder;
import dev.graft.job.JobOwners;
import dev.graft.job.JobRepository;
import dev.graft.job.JobState;
import dev.graft.job.JobSubject;
import dev.graft.specs.SpecService;
import dev.graft.spi.Action;
import dev.graft.spi.network.TrainingLength;
import dev.graft.spi.spec.SpecFault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The steps of a search that change what is stored. Each is one transaction: a trial and its job are stored together, and a trial's state
 * changes with what is done to its job, so that a server that is killed leaves a search before or after a step and never in it.
 */
@ApplicationScoped
@Transactional
public class SearchSteps {

    /** Who acts for a search, in the histories of its trials. */
    static final String WHO = "search";

    private final JobRepository jobs;
    private final JobLifecycle lifecycle;
    private final JobOwners owners;
    private final SearchRepository searches;
    private final SpecService specs;
    private final Clock clock;

    /** For the container's proxy. */
    protected SearchSteps() {
        this(null, null, null, null, null, null);
    }

    @Inject
    public SearchSteps(
            JobRepository jobs,
            JobLifecycle lifecycle,
            JobOwners owners,
            SearchRepository searches,
            SpecService specs,
            Clock clock) {
        this.jobs = jobs;
        this.lifecycle = lifecycle;
        this.owners = owners;
        this.searches = searches;
        this.specs = specs;
        this.clock = clock;
    }

    /** A search as it is stored; empty if it was deleted. */
    public Optional<SearchState> load(UUID searchId) {
        return searches.find(searchId).map(search -> new SearchState(search, searches.trials(searchId)));
    }

    /**
     * Stores a trial with its job. Specs that do not pass validation end the trial at once.
     *
     * @param search the search's job
     * @param continues whether the job's folder has a checkpoint to go on from
     */
    public SearchTrial begin(Job search, SearchPlan plan, Proposal proposal, boolean continues) {
        SearchTrial trial = SearchTrial.begun(search.id(), proposal);
        ObjectNode merged = specsOf(search, plan, proposal);
        Job job = new Job(
                trial.jobId(),
                search.org(),
                search.owner(),
                search.architecture(),
                new JobOrder(
                        Action.TRAIN,
                        search.parentId(),
                        Optional.of(merged),
                        search.numGpu(),
                        search.platform(),
                        Optional.of("trial " + proposal.number()),
                        Optional.of("trial " + proposal.number() + " of the search " + search.id()))
                        .with(search.priority(), search.timeLimit()),
                merged,
                search.submittedBy(),
                clock.instant());
        job.becomeTrial(search.id(), continues);
        lifecycle.submitted(job, WHO);
        searches.add(trial);
        List<SpecFault> faults = faults(search, merged);
        if (!faults.isEmpty()) {
            lifecycle.refused(job.id(), "The drawn values do not fit together: "
                    + faults.stream().map(fault -> fault.pointer() + ": " + fault.message()).collect(Collectors.joining("; ")));
        }
        return trial;
    }

    /** The search's specs with the values of a trial, and with the length of its rung. */
    static ObjectNode specsOf(Job search, SearchPlan plan, Proposal proposal) {
        ObjectNode merged = search.specs();
        proposal.values().forEach((name, value) -> new SpecPath(name).put(merged, value));
        if (proposal.epochs().isPresent() && plan.length().isPresent()) {
            TrainingLength length = plan.length().get();
            int epochs = proposal.epochs().getAsInt();
            new SpecPath(length.epochs()).put(merged, IntNode.valueOf(epochs));
            length.intervals().stream()
                    .map(SpecPath::new)
                    .filter(interval -> interval.find(merged).filter(value -> value.asLong() > epochs).isPresent())
                    .forEach(interval -> interval.put(merged, LongNode.valueOf(epochs)));
        }
        return merged;
    }

    private List<SpecFault> faults(Job search, ObjectNode merged) {
        JobSubject subject = owners.subject(search.org(), search.owner());
        return subject.plugin()
                .map(plugin -> specs.validate(plugin, Action.TRAIN, merged, subject.facts()))
                .orElse(List.of());
    }

    /** Stores what became of a trial. */
    public SearchTrial conclude(UUID trialId, Consumer<SearchTrial> change) {
        SearchTrial trial = stored(trialId);
        change.accept(trial);
        return trial;
    }

    /** Stores what became of a trial and stops its job. */
    public SearchTrial stop(UUID trialId, Duration grace, Consumer<SearchTrial> change) {
        SearchTrial trial = stored(trialId);
        change.accept(trial);
        jobs.find(trialId).ifPresent(job -> stop(job, grace));
        return trial;
    }

    /** Lets a paused trial go on, if its job has stopped. */
    public SearchTrial goOn(UUID trialId) {
        SearchTrial trial = stored(trialId);
        jobs.find(trialId).filter(job -> job.state() == JobState.CANCELED).ifPresent(job -> {
            lifecycle.resumedTrial(job, WHO);
            trial.goOn();
        });
        return trial;
    }

    private void stop(Job job, Duration grace) {
        if (job.state() == JobState.PENDING) {
            lifecycle.canceled(job, WHO);
        } else if (job.state() == JobState.RUNNING) {
            lifecycle.stopRequested(job, WHO, grace);
        }
    }

    private SearchTrial stored(UUID trialId) {
        return searches.trial(trialId).orElseThrow(() -> new IllegalStateException("the trial of job " + trialId + " is not stored"));
    }
}
