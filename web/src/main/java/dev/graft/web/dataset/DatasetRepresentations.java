// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.dataset;

import dev.graft.dataset.Dataset;
import dev.graft.job.Job;
import dev.graft.job.JobOwner;
import dev.graft.job.JobPlugins;
import dev.graft.job.JobService;
import dev.graft.org.Caller;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.spi.Action;
import dev.graft.spi.network.ActionRule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Turns datasets into what clients see; the jobs of a whole list are read in one query. */
@ApplicationScoped
public class DatasetRepresentations {

    private final JobService jobs;
    private final NetworkRegistry networks;

    /** For the container's proxy. */
    protected DatasetRepresentations() {
        this(null, null);
    }

    @Inject
    public DatasetRepresentations(JobService jobs, NetworkRegistry networks) {
        this.jobs = jobs;
        this.networks = networks;
    }

    DatasetRsp of(Caller caller, Dataset dataset) {
        return of(caller, List.of(dataset)).get(0);
    }

    /** One that was just made, and so has no jobs. */
    DatasetRsp ofNew(Dataset dataset) {
        return DatasetRsp.of(dataset, actions(dataset), List.of());
    }

    List<DatasetRsp> of(Caller caller, List<Dataset> datasets) {
        Map<UUID, List<Job>> owned =
                jobs.ofOwners(caller, JobOwner.Kind.DATASET, datasets.stream().map(Dataset::id).toList());
        return datasets.stream()
                .map(dataset -> DatasetRsp.of(dataset, actions(dataset), owned.getOrDefault(dataset.id(), List.of())))
                .toList();
    }

    private List<Action> actions(Dataset dataset) {
        return JobPlugins.of(networks, JobOwner.Kind.DATASET, dataset.type())
                .map(provider -> JobPlugins.rules(provider, dataset.format()))
                .orElse(List.of())
                .stream()
                .map(ActionRule::action)
                .toList();
    }
}
