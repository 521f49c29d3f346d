// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetDeleted;
import dev.graft.dataset.DatasetDependant;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentDeleted;
import dev.graft.experiment.ExperimentDependant;
import dev.graft.experiment.ExperimentRepository;
import dev.graft.spi.network.ActionRule.DatasetRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What unfinished jobs hold on to, and what goes together with an experiment or a dataset. */
@ApplicationScoped
public class JobClaims implements DatasetDependant, ExperimentDependant {

    private final JobRepository jobs;
    private final ExperimentRepository experiments;
    private final JobFiles files;
    private final Event<Object> events;

    /** For the container's proxy. */
    protected JobClaims() {
        this(null, null, null, null);
    }

    @Inject
    public JobClaims(JobRepository jobs, ExperimentRepository experiments, JobFiles files, Event<Object> events) {
        this.jobs = jobs;
        this.experiments = experiments;
        this.files = files;
        this.events = events;
    }

    @Override
    public Optional<String> objection(Dataset dataset, Intent intent) {
        Set<JobState> harmful = intent == Intent.DELETE ? Set.of(JobState.PENDING, JobState.RUNNING) : Set.of(JobState.RUNNING);
        Stream<Job> own = jobs.unended(JobOwner.dataset(dataset.id())).stream();
        Stream<Job> reading = harmful.stream()
                .flatMap(state -> jobs.inState(dataset.org(), state).stream())
                .filter(job -> reads(job, dataset));
        return objection(Stream.concat(own, reading).filter(job -> harmful.contains(job.state())).toList());
    }

    @Override
    public Optional<String> objection(Experiment experiment) {
        return objection(jobs.unended(JobOwner.experiment(experiment.id())));
    }

    public void removeJobs(@Observes(during = TransactionPhase.IN_PROGRESS) DatasetDeleted deleted) {
        removeJobs(deleted.org(), JobOwner.dataset(deleted.id()));
    }

    public void removeJobs(@Observes(during = TransactionPhase.IN_PROGRESS) ExperimentDeleted deleted) {
        removeJobs(deleted.org(), JobOwner.experiment(deleted.id()));
    }

    public void removeFiles(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobDeleted deleted) {
        files.remove(deleted.org(), deleted.jobId());
    }

    private void removeJobs(String org, JobOwner owner) {
        jobs.ofOwners(org, owner.kind(), List.of(owner.id())).getOrDefault(owner.id(), List.of()).forEach(job -> {
            jobs.remove(job);
            events.fire(new JobDeleted(job.id(), org));
        });
    }

    private boolean reads(Job job, Dataset dataset) {
        return job.owner().kind() == JobOwner.Kind.EXPERIMENT
                && experiments.find(job.org(), job.owner().id())
                        .filter(experiment -> Stream.of(DatasetRole.values())
                                .anyMatch(role -> experiment.datasets(role).contains(dataset.id())))
                        .isPresent();
    }

    private static Optional<String> objection(List<Job> holding) {
        if (holding.isEmpty()) {
            return Optional.empty();
        }
        String ids = holding.stream()
                .limit(3)
                .map(job -> job.action() + " job " + job.id() + " (" + job.state().label() + ")")
                .distinct()
                .collect(Collectors.joining(", "));
        return Optional.of("Unfinished jobs need it: " + ids + (holding.size() > 3 ? " and others" : "")
                + ". Wait for their end or cancel them first.");
    }
}
