// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetRepository;
import dev.graft.dataset.DerivedDatasets;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobOwner;
import dev.graft.job.JobPlugins;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.spi.dataset.DatasetOutcome;
import dev.graft.spi.launch.JobInputs;
import dev.graft.storage.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What becomes of the results of jobs on datasets: files of the dataset, and new datasets. The plugin of the job says which. */
@ApplicationScoped
public class DatasetOutcomes {

    private final DatasetRepository datasets;
    private final DerivedDatasets derived;
    private final NetworkRegistry networks;
    private final JobFiles files;
    private final DataFolder data;

    /** For the container's proxy. */
    protected DatasetOutcomes() {
        this(null, null, null, null, null);
    }

    @Inject
    public DatasetOutcomes(
            DatasetRepository datasets, DerivedDatasets derived, NetworkRegistry networks, JobFiles files, DataFolder data) {
        this.datasets = datasets;
        this.derived = derived;
        this.networks = networks;
        this.files = files;
        this.data = data;
    }

    /** Makes datasets of a finished job's results; does nothing for a job of an experiment. Can be repeated. */
    void realize(Job job) throws IOException {
        Optional<Dataset> own = own(job);
        if (own.isEmpty()) {
            return;
        }
        for (DatasetOutcome outcome : outcomes(job, own.get())) {
            Path folder = files.of(job).results().resolve(outcome.folder());
            if (Files.exists(folder)) {
                realize(job, own.get(), outcome, folder);
            }
        }
    }

    private void realize(Job job, Dataset own, DatasetOutcome outcome, Path folder) throws IOException {
        if (outcome instanceof DatasetOutcome.Addition addition) {
            derived.add(own, folder, addition.target());
        } else if (outcome instanceof DatasetOutcome.NewDataset made) {
            derived.make(
                    new DerivedDatasets.Origin(job.id(), own, job.submittedBy(), made.format(), job.action().wireName()), folder);
        }
    }

    /** The folders of a job's results that are not part of its archive. */
    List<Path> leftOutOfArchive(Job job) {
        return own(job).stream()
                .flatMap(own -> outcomes(job, own).stream())
                .filter(outcome -> outcome instanceof DatasetOutcome.NewDataset made && !made.packed())
                .map(outcome -> files.of(job).results().resolve(outcome.folder()))
                .toList();
    }

    private Optional<Dataset> own(Job job) {
        return job.owner().kind() == JobOwner.Kind.DATASET ? datasets.find(job.org(), job.owner().id()) : Optional.empty();
    }

    private List<DatasetOutcome> outcomes(Job job, Dataset own) {
        JobInputs.Dataset place = new JobInputs.Dataset(
                own.id().toString(), own.type(), own.format(), data.dataset(own.org(), own.id()));
        return JobPlugins.of(networks, job)
                .filter(provider -> provider.rule(job.action()).isPresent())
                .map(provider -> provider.outcomes(job.action(), job.specs(), place))
                .orElse(List.of());
    }
}
