// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.experiment.CheckpointChooseMethod;
import dev.graft.experiment.ExperimentRepository;
import dev.graft.job.Job;
import dev.graft.job.JobFiles;
import dev.graft.job.JobOwner;
import dev.graft.job.JobResult;
import dev.graft.plugin.NetworkRegistry;
import dev.graft.spi.network.CheckpointRule;
import dev.graft.spi.network.NetworkDescriptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Remembers in the experiment which epochs of a training are the best and the latest. */
@ApplicationScoped
@Transactional
public class TrainedEpochs {

    private final ExperimentRepository experiments;
    private final NetworkRegistry networks;
    private final JobFiles files;
    private final Clock clock;

    /** For the container's proxy. */
    protected TrainedEpochs() {
        this(null, null, null, null);
    }

    @Inject
    public TrainedEpochs(ExperimentRepository experiments, NetworkRegistry networks, JobFiles files, Clock clock) {
        this.experiments = experiments;
        this.networks = networks;
        this.files = files;
        this.clock = clock;
    }

    /** Whether a file in the results of a training is a checkpoint or the state that it goes on from. */
    boolean isModel(Job job, Path file) {
        return networks.find(job.architecture())
                .flatMap(plugin -> plugin.network().checkpoint())
                .filter(rule -> Checkpoints.isModel(file, rule))
                .isPresent();
    }

    /** Looks at what a training left; does nothing for another action, or for a trial, whose search tells its own best epoch. */
    public void remember(Job job, JobResult result) {
        if (!job.action().trains() || job.owner().kind() != JobOwner.Kind.EXPERIMENT || job.searchId().isPresent()) {
            return;
        }
        Optional<NetworkDescriptor> network = networks.find(job.architecture()).map(plugin -> plugin.network());
        Optional<CheckpointRule> rule = network.flatMap(NetworkDescriptor::checkpoint);
        rule.ifPresent(found -> experiments.find(job.org(), job.owner().id()).ifPresent(experiment -> {
            Checkpoints checkpoints = Checkpoints.in(files.of(job).results(), found);
            OptionalLong latest = checkpoints.latestEpoch();
            OptionalLong marked = checkpoints.markedBest();
            OptionalLong best = marked.isPresent()
                    ? marked
                    : network.get().keyMetric()
                            .map(metric -> BestEpoch.metric(experiment.metric().orElse(""), metric))
                            .map(metric -> BestEpoch.in(result, metric, epoch -> checkpoints.ofEpoch(epoch).isPresent()))
                            .filter(OptionalLong::isPresent)
                            .orElse(latest);
            Map<String, Long> epochs = new HashMap<>();
            best.ifPresent(epoch -> epochs.put(CheckpointChooseMethod.BEST_MODEL.epochKey(job.id()), epoch));
            latest.ifPresent(epoch -> epochs.put(CheckpointChooseMethod.LATEST_MODEL.epochKey(job.id()), epoch));
            if (!epochs.isEmpty()) {
                experiment.rememberEpochs(epochs, clock.instant());
            }
        }));
    }
}
