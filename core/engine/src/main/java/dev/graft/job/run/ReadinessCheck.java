// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.cluster.AllSlots;
import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetRepository;
import dev.graft.dataset.PullStatus;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentRepository;
import dev.graft.job.Job;
import dev.graft.job.JobOwner;
import dev.graft.job.JobPlugins;
import dev.graft.job.JobRepository;
import dev.graft.job.JobState;
import dev.graft.job.QueuedJob;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.spi.ActionProvider;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.network.ActionRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Judges the Pending jobs of one decision. What several of them share (parents, experiments, datasets) is looked up once; so an instance
 * serves one decision only. Not thread safe.
 */
final class ReadinessCheck {

    private final JobRepository jobs;
    private final ExperimentRepository experiments;
    private final DatasetRepository datasets;
    private final NetworkRegistry networks;
    private final AllSlots slots;

    private final Map<UUID, JobState> parents;
    private final Map<UUID, Optional<Experiment>> knownExperiments = new HashMap<>();
    private final Map<UUID, Optional<Dataset>> knownDatasets = new HashMap<>();
    private final Map<UUID, BaseModel> knownBases = new HashMap<>();

    /** How far the model of a base experiment is. */
    private enum BaseModel {
        PRESENT,
        COMING,
        MISSING
    }

    ReadinessCheck(
            JobRepository jobs,
            ExperimentRepository experiments,
            DatasetRepository datasets,
            NetworkRegistry networks,
            AllSlots slots,
            List<QueuedJob> queue) {
        this.jobs = jobs;
        this.experiments = experiments;
        this.datasets = datasets;
        this.networks = networks;
        this.slots = slots;
        List<UUID> ids = queue.stream().flatMap(job -> job.parentId().stream()).distinct().toList();
        this.parents = ids.isEmpty() ? Map.of() : jobs.states(ids);
    }

    /** Whether a job has all that it needs but slots. */
    Readiness of(QueuedJob job) {
        Readiness.Builder readiness = new Readiness.Builder();
        job.parentId().ifPresent(parent -> checkParent(parent, readiness));
        Optional<ActionProvider> plugin = JobPlugins.of(networks, job.owner().kind(), job.architecture());
        if (plugin.isEmpty()) {
            readiness.waitFor("the plugin of " + job.architecture() + ", which is not loaded");
        }
        plugin.flatMap(found -> found.rule(job.action())).ifPresent(rule -> checkOwner(job, rule, readiness));
        try {
            slots.requireFitting(job.slots(), job.platform());
        } catch (GraftException e) {
            readiness.waitFor("slots that no server has any more: " + e.getMessage());
        }
        return readiness.build();
    }

    private void checkParent(UUID parent, Readiness.Builder readiness) {
        JobState state = parents.get(parent);
        if (state == null) {
            readiness.giveUp("The parent job " + parent + " was deleted; submit the job again with another parent.");
        } else if (state == JobState.ERROR || state == JobState.CANCELED) {
            readiness.giveUp("The parent job " + parent + " ended as " + state.label()
                    + " and has no output to use; mend and repeat it, then submit this job again.");
        } else if (state != JobState.DONE) {
            readiness.waitFor("the parent job " + parent + ", which is " + state.label());
        }
    }

    private void checkOwner(QueuedJob job, ActionRule rule, Readiness.Builder readiness) {
        if (job.owner().kind() == JobOwner.Kind.DATASET) {
            checkDataset(job.org(), job.owner().id(), readiness);
            return;
        }
        Optional<Experiment> experiment =
                knownExperiments.computeIfAbsent(job.owner().id(), id -> experiments.find(job.org(), id));
        if (experiment.isEmpty()) {
            readiness.giveUp("The experiment was deleted.");
            return;
        }
        rule.datasets().stream()
                .sorted()
                .flatMap(role -> experiment.get().datasets(role).stream())
                .distinct()
                .forEach(id -> checkDataset(job.org(), id, readiness));
        boolean startsFromBase = !job.resumed() && (job.action().trains() || job.parentId().isEmpty());
        if (startsFromBase) {
            experiment.get().baseExperiments().forEach(base -> checkBase(job.org(), base, readiness));
        }
    }

    private void checkDataset(String org, UUID id, Readiness.Builder readiness) {
        Optional<Dataset> dataset = knownDatasets.computeIfAbsent(id, unknown -> datasets.find(org, unknown));
        if (dataset.isEmpty()) {
            readiness.giveUp("Dataset " + id + " was deleted; name another one in the experiment and submit the job again.");
            return;
        }
        switch (dataset.get().status()) {
            case PULL_COMPLETE -> {}
            case INVALID_PULL -> readiness.giveUp("Dataset " + id + " is invalid: "
                    + dataset.get().statusReason().orElse("its files do not fit its type and format."));
            case STARTING, IN_PROGRESS -> readiness.waitFor(
                    "dataset " + id + ", whose data is not complete (" + dataset.get().status().wireName() + ")");
        }
    }

    private void checkBase(String org, UUID base, Readiness.Builder readiness) {
        switch (knownBases.computeIfAbsent(base, id -> baseModel(org, id))) {
            case PRESENT -> {}
            case COMING -> readiness.waitFor("base experiment " + base + ", whose model is not complete");
            case MISSING -> readiness.giveUp("Base experiment " + base
                    + " has no model that could be used (no Done train job, or its files are invalid); train it first, or take it out of"
                    + " base_experiment.");
        }
    }

    private BaseModel baseModel(String org, UUID base) {
        Optional<Experiment> readable = experiments.findReadable(org, base);
        Optional<PullStatus> pull = readable.flatMap(Experiment::basePullStatus);
        if (pull.isPresent()) {
            return switch (pull.get()) {
                case PULL_COMPLETE -> BaseModel.PRESENT;
                case STARTING, IN_PROGRESS -> BaseModel.COMING;
                case INVALID_PULL -> BaseModel.MISSING;
            };
        }
        if (jobs.newestTrained(base).isPresent()) {
            return BaseModel.PRESENT;
        }
        List<Job> unended = jobs.unended(JobOwner.experiment(base));
        return readable.isPresent() && unended.stream().anyMatch(job -> job.action().trains()) ? BaseModel.COMING : BaseModel.MISSING;
    }
}
