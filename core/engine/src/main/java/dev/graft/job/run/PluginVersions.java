// SPDX-License-Identifier: Apache-2.0
package dev.graft.job.run;

import dev.graft.job.Job;
import java.util.Optional;

/** Tells which plugin brings the action of a job. */
@FunctionalInterface
public interface PluginVersions {

    /**
     * A plugin at a version.
     *
     * @param id its id
     * @param version its version
     */
    record PluginVersion(String id, String version) {}

    /** The plugin of a job; empty if none is loaded. */
    Optional<PluginVersion> of(Job job);
}
