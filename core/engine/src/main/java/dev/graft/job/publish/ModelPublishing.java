// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentService;
import dev.graft.fault.InvalidRequest;
import dev.graft.job.Job;
import dev.graft.job.JobOwner;
import dev.graft.job.JobResult;
import dev.graft.job.JobService;
import dev.graft.job.JobState;
import dev.graft.job.run.InputResolver;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.registry.FolderRegistry;
import dev.graft.registry.ModelCard;
import dev.graft.registry.ModelReference;
import dev.graft.registry.NgcRegistry;
import dev.graft.spi.Action;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.network.ActionRule.DatasetRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Publishes the models of jobs: to Graft's own registry always, so that experiments can start from them, and to NGC as well where a key
 * is configured. Runs in no transaction, as copying may take long.
 */
@ApplicationScoped
public class ModelPublishing {

    private static final Set<Action> MAKE_MODELS = EnumSet.of(Action.TRAIN, Action.RETRAIN, Action.PRUNE, Action.EXPORT);
    private static final int LONGEST_NAME = 100;

    private final JobService jobs;
    private final ExperimentService experiments;
    private final InputResolver models;
    private final FolderRegistry registry;
    private final NgcRegistry ngc;

    /** For the container's proxy. */
    protected ModelPublishing() {
        this(null, null, null, null, null);
    }

    @Inject
    public ModelPublishing(
            JobService jobs, ExperimentService experiments, InputResolver models, FolderRegistry registry, NgcRegistry ngc) {
        this.jobs = jobs;
        this.experiments = experiments;
        this.models = models;
        this.registry = registry;
        this.ngc = ngc;
    }

    /**
     * Publishes the model of a Done train, retrain, prune or export job. Repeated for the same job and name it changes nothing.
     *
     * @param name the model's name; the experiment's where empty
     * @param description a sentence for the card; the experiment's where empty
     * @return the version, to be named as an experiment's {@code ngc_path}
     * @throws GraftException NOT_FOUND, ILLEGAL_STATE if the job is not Done, ACTION_NOT_ALLOWED if its action makes no model
     */
    public ModelReference publish(
            Caller caller, UUID experimentId, UUID jobId, Optional<String> name, Optional<String> description) {
        caller.require(Role.MEMBER);
        Experiment experiment = experiments.get(caller, experimentId);
        Job job = jobs.get(caller, JobOwner.experiment(experimentId), jobId);
        require(job);
        Path model = models.modelOf(job).orElseThrow(() -> new GraftException(
                StandardError.NOT_FOUND, "Job " + jobId + " has left no model file; repeat it, then publish."));
        ModelCard.Publication publication = new ModelCard.Publication(
                caller.org(),
                name.map(ModelPublishing::checked).orElseGet(() -> plain(experiment.name())),
                description.or(experiment::description),
                job.architecture(),
                job.action().wireName(),
                jobId.toString(),
                caller.userId().toString(),
                metrics(job.result()),
                job.specs(),
                lineage(experiment, job));
        ModelReference reference = registry.publish(publication, List.of(model));
        if (ngc.configured()) {
            ngc.publish(publication, List.of(model));
        }
        return reference;
    }

    /** The cards of the organisation's published models, by name, the newest version first. */
    public List<ModelCard> published(Caller caller) {
        return registry.all(caller.org());
    }

    private static void require(Job job) {
        if (!MAKE_MODELS.contains(job.action())) {
            throw new GraftException(
                    StandardError.ACTION_NOT_ALLOWED,
                    "Job " + job.id() + " is of action " + job.action() + "; models of train, retrain, prune and export jobs are published.");
        }
        if (job.state() != JobState.DONE) {
            throw new GraftException(
                    StandardError.ILLEGAL_STATE,
                    "Job " + job.id() + " is " + job.state().label() + "; only the model of a Done job is published.");
        }
    }

    private static String checked(String name) {
        if (!plain(name).equals(name)) {
            throw InvalidRequest.at(
                    "/name", "is no name of a model: at most 100 letters, digits, '.', '_' and '-', beginning with a letter or digit");
        }
        return name;
    }

    /** A name that a model may have, made of any text. */
    private static String plain(String text) {
        String name = text.strip().replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+|-+$", "");
        return name.isEmpty() ? "model" : name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }

    private static Map<String, Double> metrics(JobResult result) {
        Map<String, Double> metrics = new HashMap<>();
        result.kpi().forEach(kpi -> kpi.values().entrySet().stream()
                .reduce((first, last) -> last)
                .ifPresent(last -> metrics.put(kpi.metric(), last.getValue())));
        result.keyMetric().ifPresent(value -> metrics.put("key_metric", value));
        return metrics;
    }

    private static ObjectNode lineage(Experiment experiment, Job job) {
        ObjectNode lineage = JsonNodeFactory.instance.objectNode();
        lineage.put("experiment_id", experiment.id().toString());
        job.parentId().ifPresent(parent -> lineage.put("parent_job_id", parent.toString()));
        ids(lineage.putArray("train_datasets"), experiment.datasets(DatasetRole.TRAIN));
        ids(lineage.putArray("eval_dataset"), experiment.datasets(DatasetRole.EVAL));
        ids(lineage.putArray("base_experiment"), experiment.baseExperiments());
        experiment.ngcPath().ifPresent(path -> lineage.put("ngc_path", path));
        return lineage;
    }

    private static void ids(ArrayNode array, List<UUID> ids) {
        ids.forEach(id -> array.add(id.toString()));
    }
}
