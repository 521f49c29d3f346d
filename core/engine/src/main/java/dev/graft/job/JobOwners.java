// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetRepository;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentRepository;
import dev.graft.fault.NotFound;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.spi.ActionProvider;
import dev.graft.spi.network.ActionRule;
import dev.graft.spi.network.ActionRule.DatasetRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what jobs work on. */
@ApplicationScoped
public class JobOwners {

    private final ExperimentRepository experiments;
    private final DatasetRepository datasets;
    private final NetworkRegistry networks;

    /** For the container's proxy. */
    protected JobOwners() {
        this(null, null, null);
    }

    @Inject
    public JobOwners(ExperimentRepository experiments, DatasetRepository datasets, NetworkRegistry networks) {
        this.experiments = experiments;
        this.datasets = datasets;
        this.networks = networks;
    }

    /**
     * Makes sure that an owner is one of the organisation's.
     *
     * @throws NotFound if it is not
     */
    public void require(String org, JobOwner owner) {
        switch (owner.kind()) {
            case EXPERIMENT -> experiment(org, owner.id());
            case DATASET -> dataset(org, owner.id());
        }
    }

    /**
     * An owner with what is needed to judge an order.
     *
     * @throws NotFound if it is not the organisation's
     */
    public JobSubject subject(String org, JobOwner owner) {
        return switch (owner.kind()) {
            case EXPERIMENT -> ofExperiment(org, experiment(org, owner.id()));
            case DATASET -> ofDataset(dataset(org, owner.id()));
        };
    }

    private Experiment experiment(String org, UUID id) {
        return experiments.find(org, id).orElseThrow(() -> NotFound.of("experiment", id));
    }

    private Dataset dataset(String org, UUID id) {
        return datasets.find(org, id).orElseThrow(() -> NotFound.of("dataset", id));
    }

    private JobSubject ofExperiment(String org, Experiment experiment) {
        String architecture = experiment.networkArch();
        JobOwner owner = JobOwner.experiment(experiment.id());
        Optional<ActionProvider> provider = JobPlugins.of(networks, owner.kind(), architecture);
        List<ActionRule> rules = provider.map(ActionProvider::rules).orElse(List.of());
        return new JobSubject(owner, architecture, provider, rules, datasetsOf(org, experiment), Optional.empty());
    }

    private JobSubject ofDataset(Dataset dataset) {
        JobOwner owner = JobOwner.dataset(dataset.id());
        Optional<ActionProvider> provider = JobPlugins.of(networks, owner.kind(), dataset.type());
        List<ActionRule> rules = provider.map(found -> JobPlugins.rules(found, dataset.format())).orElse(List.of());
        return new JobSubject(owner, dataset.type(), provider, rules, Map.of(), Optional.of(dataset));
    }

    private Map<DatasetRole, List<Dataset>> datasetsOf(String org, Experiment experiment) {
        Map<DatasetRole, List<UUID>> ids = new EnumMap<>(DatasetRole.class);
        for (DatasetRole role : DatasetRole.values()) {
            ids.put(role, experiment.datasets(role));
        }
        List<UUID> all = ids.values().stream().flatMap(List::stream).distinct().toList();
        Map<UUID, Dataset> found =
                datasets.findAll(org, all).stream().collect(Collectors.toMap(Dataset::id, Function.identity()));
        Map<DatasetRole, List<Dataset>> byRole = new EnumMap<>(DatasetRole.class);
        ids.forEach((role, list) -> {
            List<Dataset> present = list.stream().filter(found::containsKey).map(found::get).toList();
            if (!present.isEmpty()) {
                byRole.put(role, present);
            }
        });
        return byRole;
    }
}
