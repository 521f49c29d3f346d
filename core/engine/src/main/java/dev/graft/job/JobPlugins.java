// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import dev.graft.plugin.NetworkRegistry;
import dev.graft.spi.ActionProvider;
import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.network.ActionRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who brings the actions of what a job works on: the network of an experiment; for a dataset the plugin of its type or, where its type
 * bears the name of a network, that.
 */
public final class JobPlugins {

    private JobPlugins() {}

    /** The provider of an architecture or dataset type. */
    public static Optional<ActionProvider> of(NetworkRegistry networks, JobOwner.Kind kind, String name) {
        Optional<ActionProvider> ofType = kind == JobOwner.Kind.DATASET
                ? networks.findDatasetType(name).map(ActionProvider.class::cast)
                : Optional.empty();
        return ofType.or(() -> networks.find(name).map(ActionProvider.class::cast));
    }

    /** The provider of a job's actions. */
    public static Optional<ActionProvider> of(NetworkRegistry networks, Job job) {
        return of(networks, job.owner().kind(), job.architecture());
    }

    /** The rules of the actions that datasets of a format have. */
    public static List<ActionRule> rules(ActionProvider provider, String format) {
        return provider instanceof DatasetPlugin type ? type.dataset().rules(format) : provider.rules();
    }

    /** Jars and class folders that the workers of a job need. */
    public static List<Path> classPath(NetworkRegistry networks, Job job) {
        boolean ofType = job.owner().kind() == JobOwner.Kind.DATASET && networks.findDatasetType(job.architecture()).isPresent();
        return ofType ? networks.classPathOfDatasetType(job.architecture()) : networks.classPath(job.architecture());
    }
}
