// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetRepository;
import dev.graft.experiment.CheckpointChooseMethod;
import dev.graft.experiment.CheckpointEpochs;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentRepository;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobOwner;
import dev.graft.job.JobRepository;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.launch.JobInputs;
import dev.graft.spi.network.ActionRule.DatasetRole;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.network.NetworkDescriptor;
import dev.graft.spi.worker.WorkerJob;
import dev.graft.storage.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds the places on disk of all that a ready job reads. */
@ApplicationScoped
@Transactional
public class InputResolver {

    private final JobRepository jobs;
    private final ExperimentRepository experiments;
    private final DatasetRepository datasets;
    private final NetworkRegistry networks;
    private final JobFiles files;
    private final DataFolder data;
    private final BaseModels baseModels;

    /** For the container's proxy. */
    protected InputResolver() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    public InputResolver(
            JobRepository jobs,
            ExperimentRepository experiments,
            DatasetRepository datasets,
            NetworkRegistry networks,
            JobFiles files,
            DataFolder data,
            BaseModels baseModels) {
        this.jobs = jobs;
        this.experiments = experiments;
        this.datasets = datasets;
        this.networks = networks;
        this.files = files;
        this.data = data;
        this.baseModels = baseModels;
    }

    /**
     * The inputs of a job.
     *
     * @throws GraftException if something that it needs was deleted since it became ready
     */
    public JobInputs of(Job job) {
        Optional<Path> resumeFrom = job.resumed()
                ? ruleOf(job.architecture()).flatMap(rule -> Checkpoints.toResume(files.of(job).results(), rule))
                : Optional.empty();
        if (job.owner().kind() == JobOwner.Kind.DATASET) {
            Dataset own = datasets.find(job.org(), job.owner().id()).orElseThrow(() -> gone("The dataset"));
            return new JobInputs(
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(place(own)),
                    job.parentId().map(id -> parent(job.org(), id, Optional.empty())),
                    List.of(),
                    resumeFrom);
        }
        Experiment experiment = experiments.find(job.org(), job.owner().id()).orElseThrow(() -> gone("The experiment"));
        return new JobInputs(
                places(experiment, DatasetRole.TRAIN),
                places(experiment, DatasetRole.EVAL).stream().findFirst(),
                places(experiment, DatasetRole.INFERENCE).stream().findFirst(),
                places(experiment, DatasetRole.CALIBRATION).stream().findFirst(),
                Optional.empty(),
                job.parentId().map(id -> parent(job.org(), id, Optional.of(experiment))),
                bases(experiment),
                resumeFrom);
    }

    /** The model that a finished job has made; empty if there is none. */
    public Optional<Path> modelOf(Job job) {
        Optional<CheckpointRule> rule = ruleOf(job.architecture());
        return job.action().trains()
                ? rule.flatMap(found -> chosen(job, found, Optional.empty()))
                : ParentModel.ofOther(files.of(job).results(), job.action(), rule);
    }

    /** The best checkpoint of a training; the latest where none is known to be better. */
    public Optional<Path> bestOf(Job job) {
        return checkpointOf(job, CheckpointChooseMethod.BEST_MODEL);
    }

    /** The latest checkpoint of a training. */
    public Optional<Path> latestOf(Job job) {
        return checkpointOf(job, CheckpointChooseMethod.LATEST_MODEL);
    }

    private Optional<Path> checkpointOf(Job job, CheckpointChooseMethod method) {
        CheckpointEpochs epochs = experiments.find(job.org(), job.owner().id())
                .map(Experiment::checkpointEpochs)
                .orElse(CheckpointEpochs.none());
        return ruleOf(job.architecture())
                .filter(rule -> job.action().trains())
                .flatMap(rule -> ParentModel.ofTraining(files.of(job).results(), rule, method, epochs, job.id()));
    }

    private List<JobInputs.BaseModel> bases(Experiment experiment) {
        return Stream.concat(
                        experiment.baseExperiments().stream().flatMap(id -> base(experiment.org(), id).stream()),
                        baseModels.published(experiment).stream())
                .map(model -> marked(experiment, model))
                .toList();
    }

    /** What an experiment says of the models that it starts from goes before what they say of themselves. */
    private static JobInputs.BaseModel marked(Experiment experiment, JobInputs.BaseModel model) {
        return experiment.modelSource()
                .ptmBackbone()
                .map(backbone -> new JobInputs.BaseModel(model.experimentId(), model.checkpoint(), backbone))
                .orElse(model);
    }

    private List<JobInputs.Dataset> places(Experiment experiment, DatasetRole role) {
        return experiment.datasets(role).stream()
                .flatMap(id -> datasets.find(experiment.org(), id).stream())
                .map(this::place)
                .toList();
    }

    private JobInputs.Dataset place(Dataset dataset) {
        return new JobInputs.Dataset(
                dataset.id().toString(), dataset.type(), dataset.format(), data.dataset(dataset.org(), dataset.id()));
    }

    private JobInputs.Parent parent(String org, UUID id, Optional<Experiment> chooser) {
        Job parent = jobs.find(org, id).orElseThrow(() -> gone("The parent job"));
        Path results = files.of(parent).results();
        Optional<CheckpointRule> rule = ruleOf(parent.architecture());
        Optional<Path> model = parent.action().trains()
                ? rule.flatMap(found -> chosen(parent, found, chooser))
                : ParentModel.ofOther(results, parent.action(), rule);
        return new JobInputs.Parent(parent.id().toString(), parent.action(), results, model, specsOf(parent));
    }

    private ObjectNode specsOf(Job parent) {
        Path jobFile = files.of(parent).jobFile();
        try {
            return Files.exists(jobFile) ? WorkerJob.read(jobFile).specs() : JsonNodeFactory.instance.objectNode();
        } catch (IOException e) {
            throw new UncheckedIOException("the job file of the parent job " + parent.id() + " cannot be read", e);
        }
    }

    /** The experiment of the following job chooses; epochs that it does not name are those of the training's own experiment. */
    private Optional<Path> chosen(Job training, CheckpointRule rule, Optional<Experiment> chooser) {
        Optional<Experiment> own = experiments.find(training.org(), training.owner().id());
        return chooser.or(() -> own).flatMap(experiment -> {
            CheckpointEpochs epochs = own.map(Experiment::checkpointEpochs)
                    .orElse(CheckpointEpochs.none())
                    .with(experiment.checkpointEpochs().byKey());
            return ParentModel.ofTraining(
                    files.of(training).results(), rule, experiment.checkpointChooseMethod(), epochs, training.id());
        });
    }

    private Optional<JobInputs.BaseModel> base(String org, UUID id) {
        return experiments.findReadable(org, id).flatMap(base -> baseModels.registered(base).or(() -> trained(base)));
    }

    private Optional<JobInputs.BaseModel> trained(Experiment base) {
        return jobs.newestTrained(base.id())
                .flatMap(training -> ruleOf(training.architecture()).flatMap(rule -> ParentModel.ofTraining(
                        files.of(training).results(),
                        rule,
                        base.checkpointChooseMethod(),
                        base.checkpointEpochs(),
                        training.id())))
                .map(model -> new JobInputs.BaseModel(base.id().toString(), model));
    }

    private Optional<CheckpointRule> ruleOf(String architecture) {
        return networks.find(architecture).map(plugin -> plugin.network()).flatMap(NetworkDescriptor::checkpoint);
    }

    private static GraftException gone(String what) {
        return new GraftException(StandardError.NOT_FOUND, what + " of this job was deleted; submit the job again with another one.");
    }
}
