// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.job.Job;
import dev.graft.job.JobOwner;
import dev.graft.plugin.LoadedPlugin;
import dev.graft.plugin.PluginHost;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The versions of the plugins that are loaded now. */
@ApplicationScoped
public class LoadedPluginVersions implements PluginVersions {

    private final PluginHost host;

    /** For the container's proxy. */
    protected LoadedPluginVersions() {
        this(null);
    }

    @Inject
    public LoadedPluginVersions(PluginHost host) {
        this.host = host;
    }

    @Override
    public Optional<PluginVersion> of(Job job) {
        boolean ofType = job.owner().kind() == JobOwner.Kind.DATASET && host.findDatasetType(job.architecture()).isPresent();
        return host.plugins().stream()
                .filter(plugin -> plugin.state() == LoadedPlugin.State.LOADED)
                .filter(plugin -> (ofType ? plugin.datasetTypes() : plugin.architectures()).contains(job.architecture()))
                .findFirst()
                .map(plugin -> new PluginVersion(plugin.id(), plugin.version()));
    }
}
