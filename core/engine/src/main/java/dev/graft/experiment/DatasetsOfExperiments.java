// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetDependant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Experiments need the datasets that they name to stay; new files do not disturb them. */
@ApplicationScoped
public class DatasetsOfExperiments implements DatasetDependant {

    private final ExperimentRepository experiments;

    /** For the container's proxy. */
    protected DatasetsOfExperiments() {
        this(null);
    }

    @Inject
    public DatasetsOfExperiments(ExperimentRepository experiments) {
        this.experiments = experiments;
    }

    @Override
    public Optional<String> objection(Dataset dataset, Intent intent) {
        if (intent == Intent.WRITE) {
            return Optional.empty();
        }
        List<String> names = experiments.namesUsingDataset(dataset.org(), dataset.id());
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of("Dataset '" + dataset.name() + "' is used by experiments: " + String.join(", ", names)
                        + ". Change or delete them first.");
    }
}
