// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.graft.plugin.LoadedPlugin.State;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * A plugin zip as the server has it: with its classes loaded, until it is released, or with the cause why they are not.
 *
 * @param plugin what was found
 * @param brought what it brings; nothing if it failed
 * @param folder where it is unpacked; empty if it could not be
 * @param loader lets go of its classes
 */
record PluginUnit(LoadedPlugin plugin, Brought brought, Optional<Path> folder, Runnable loader) {

    /** One whose classes are not loaded. */
    static PluginUnit failed(LoadedPlugin plugin, Optional<Path> folder) {
        return new PluginUnit(plugin, Brought.NOTHING, folder, () -> {});
    }

    boolean usable() {
        return plugin.state() == State.LOADED;
    }

    /**
     * Why it cannot be used beside others; empty if it can.
     *
     * @param others the plugins in use
     * @param taken the names of all that they bring
     */
    Optional<String> objection(Collection<LoadedPlugin> others, Set<String> taken) {
        return others.stream()
                .filter(other -> other.id().equals(plugin.id()))
                .findFirst()
                .map(other -> "version " + other.version() + " of it is used already (" + other.file().getFileName() + ")")
                .or(() -> brought.names().filter(taken::contains).findFirst().map(name -> "another plugin brings " + name + " already"));
    }

    /** The same zip without its classes; this unit is released by whoever holds it. */
    PluginUnit refused(String reason) {
        return failed(plugin.failed(reason), folder);
    }

    /** Lets go of the plugin's classes. */
    void release() {
        loader.run();
        // Jackson keeps the types that it was asked for, the plugin's among them, and with them the plugin's class loader.
        TypeFactory.defaultInstance().clearCache();
    }
}
