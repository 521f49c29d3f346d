// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import java.util.Optional;
import java.util.Set;

/** Something that needs plugins to stay as they are: jobs that run. A CDI bean. */
public interface PluginDependant {

    /**
     * What stands against taking plugins away or exchanging them.
     *
     * @param names networks and dataset types that would lose the plugin that brings them, never empty
     * @return the reason for the administrator, as a sentence; empty if nothing does
     */
    Optional<String> objection(Set<String> names);
}
