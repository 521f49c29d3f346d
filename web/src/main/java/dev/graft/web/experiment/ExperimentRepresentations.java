// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.experiment;

import dev.graft.experiment.Experiment;
import dev.graft.job.Job;
import dev.graft.job.JobOwner;
import dev.graft.job.JobService;
import dev.graft.org.Caller;
import dev.graft.plugin.NetworkRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Turns experiments into what clients see; the jobs of a whole list are read in one query. */
@ApplicationScoped
public class ExperimentRepresentations {

    private final JobService jobs;
    private final NetworkRegistry networks;

    /** For the container's proxy. */
    protected ExperimentRepresentations() {
        this(null, null);
    }

    @Inject
    public ExperimentRepresentations(JobService jobs, NetworkRegistry networks) {
        this.jobs = jobs;
        this.networks = networks;
    }

    ExperimentRsp of(Caller caller, Experiment experiment) {
        return of(caller, List.of(experiment)).get(0);
    }

    /** One that was just made, and so has no jobs. */
    ExperimentRsp ofNew(Experiment experiment) {
        return ExperimentRsp.of(experiment, network(experiment), List.of());
    }

    List<ExperimentRsp> of(Caller caller, List<Experiment> experiments) {
        Map<UUID, List<Job>> owned =
                jobs.ofOwners(caller, JobOwner.Kind.EXPERIMENT, experiments.stream().map(Experiment::id).toList());
        return experiments.stream()
                .map(experiment -> ExperimentRsp.of(
                        experiment, network(experiment), owned.getOrDefault(experiment.id(), List.of())))
                .toList();
    }

    private NetworkJson network(Experiment experiment) {
        return networks.find(experiment.networkArch())
                .map(plugin -> NetworkJson.of(plugin.network()))
                .orElse(NetworkJson.UNKNOWN);
    }
}
