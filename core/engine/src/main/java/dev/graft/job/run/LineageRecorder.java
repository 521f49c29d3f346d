// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetRepository;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentRepository;
import dev.graft.experiment.ModelSource;
import dev.graft.job.ArtifactStats;
import dev.graft.job.Job;
import dev.graft.job.JobLineage;
import dev.graft.job.JobRepository;
import dev.graft.spi.launch.JobInputs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes down what an attempt of a job starts from: the plugin's version, the datasets with the hash of their content, the parent with that
 * of its archive, the base models, and the checkpoint that it goes on from.
 */
@ApplicationScoped
@Transactional
public class LineageRecorder {

    private final JobRepository jobs;
    private final DatasetRepository datasets;
    private final ExperimentRepository experiments;
    private final PluginVersions plugins;
    private final Clock clock;

    /** For the container's proxy. */
    protected LineageRecorder() {
        this(null, null, null, null, null);
    }

    @Inject
    public LineageRecorder(
            JobRepository jobs,
            DatasetRepository datasets,
            ExperimentRepository experiments,
            PluginVersions plugins,
            Clock clock) {
        this.jobs = jobs;
        this.datasets = datasets;
        this.experiments = experiments;
        this.plugins = plugins;
        this.clock = clock;
    }

    /** Stores the lineage of the job's present attempt; nothing for a job that was deleted meanwhile. */
    void record(Job job, JobInputs inputs) {
        if (jobs.find(job.id()).isPresent()) {
            jobs.add(new JobLineage(job.id(), job.attempt(), clock.instant(), sources(job, inputs)));
        }
    }

    private ObjectNode sources(Job job, JobInputs inputs) {
        ObjectNode sources = JsonNodeFactory.instance.objectNode();
        plugins.of(job).ifPresent(plugin -> sources.putObject("plugin").put("id", plugin.id()).put("version", plugin.version()));
        addDatasets(sources.putArray("datasets"), job.org(), inputs);
        inputs.parent().ifPresent(parent -> addParent(sources.putObject("parent"), parent));
        ArrayNode bases = sources.putArray("base_models");
        inputs.baseModels().forEach(base -> addBase(bases.addObject(), job.org(), base));
        inputs.resumeFrom().ifPresent(file -> sources.put("resumed_from", file.getFileName().toString()));
        return sources;
    }

    private void addDatasets(ArrayNode array, String org, JobInputs inputs) {
        add(array, org, "train", inputs.train());
        add(array, org, "eval", list(inputs.eval()));
        add(array, org, "inference", list(inputs.inference()));
        add(array, org, "calibration", list(inputs.calibration()));
        add(array, org, "own", list(inputs.own()));
    }

    private void add(ArrayNode array, String org, String role, Collection<JobInputs.Dataset> used) {
        for (JobInputs.Dataset place : used) {
            ObjectNode json = array.addObject().put("id", place.id()).put("role", role).put("type", place.type()).put("format", place.format());
            datasets.find(org, UUID.fromString(place.id())).map(Dataset::content).ifPresent(content -> {
                json.put("files", content.files()).put("bytes", content.bytes());
                content.sha256().ifPresent(sha256 -> json.put("sha256", sha256));
            });
        }
    }

    private void addParent(ObjectNode json, JobInputs.Parent parent) {
        json.put("job_id", parent.jobId()).put("action", parent.action().wireName());
        parent.model().ifPresent(model -> json.put("model", model.getFileName().toString()));
        jobs.find(UUID.fromString(parent.jobId()))
                .flatMap(Job::artifact)
                .map(ArtifactStats::sha256)
                .ifPresent(sha256 -> json.put("archive_sha256", sha256));
    }

    private void addBase(ObjectNode json, String org, JobInputs.BaseModel base) {
        String file = base.checkpoint().getFileName().toString();
        json.put("base", base.experimentId()).put("model", file).put("backbone", base.backbone());
        id(base.experimentId())
                .flatMap(id -> experiments.findReadable(org, id))
                .map(Experiment::modelSource)
                .flatMap(ModelSource::sha256Digest)
                .map(digests -> digests.path(file).asText())
                .filter(digest -> !digest.isEmpty())
                .ifPresent(digest -> json.put("sha256", digest));
    }

    /** A base model is that of an experiment, or a published one, which has a reference and no id. */
    private static Optional<UUID> id(String base) {
        return base.contains("/") ? Optional.empty() : Optional.of(UUID.fromString(base));
    }

    private static <T> List<T> list(Optional<T> value) {
        return value.stream().toList();
    }
}
