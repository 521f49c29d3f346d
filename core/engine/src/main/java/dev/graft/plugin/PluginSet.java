// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import dev.graft.spi.ActionProvider;
import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.NetworkPlugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plugins that are loaded side by side; replaced as a whole.
 *
 * @param complete whether loading is over
 * @param units every zip that was found, those that count first
 * @param networks the usable networks, by architecture
 * @param datasetTypes the dataset types with usable actions of their own, by type
 */
record PluginSet(
        boolean complete,
        List<PluginUnit> units,
        Map<String, Provided<NetworkPlugin>> networks,
        Map<String, Provided<DatasetPlugin>> datasetTypes) {

    static final PluginSet NOTHING = new PluginSet(false, List.of(), Map.of(), Map.of());

    /**
     * One thing that a plugin brings.
     *
     * @param provider what was brought
     * @param classPath jars and class folders of the plugin
     */
    record Provided<P extends ActionProvider>(P provider, List<Path> classPath) {}

    PluginUnit of(Path zip) {
        return units.stream().filter(unit -> unit.plugin().file().equals(zip)).findFirst().orElseThrow();
    }

    /** Where its plugins are unpacked. */
    Set<Path> folders() {
        return units.stream().flatMap(unit -> unit.folder().stream()).collect(Collectors.toSet());
    }

    /** The networks and dataset types that another set does not have, or has from another plugin. */
    Set<String> lostIn(PluginSet other) {
        Set<String> lost = new HashSet<>(lost(networks, other.networks));
        lost.addAll(lost(datasetTypes, other.datasetTypes));
        return lost;
    }

    private static <P extends ActionProvider> Set<String> lost(Map<String, Provided<P>> own, Map<String, Provided<P>> others) {
        return own.entrySet().stream()
                .filter(entry -> Optional.ofNullable(others.get(entry.getKey())).map(Provided::provider).orElse(null)
                        != entry.getValue().provider())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /**
     * Releases the classes of plugins that another set does not use.
     *
     * @return where those were unpacked
     */
    List<Path> releaseAllBut(PluginSet other) {
        List<PluginUnit> gone = units.stream().filter(unit -> other.units.stream().noneMatch(kept -> kept == unit)).toList();
        gone.forEach(PluginUnit::release);
        return gone.stream().flatMap(unit -> unit.folder().stream()).toList();
    }

    /** Collects plugins in the order in which they count; one that is in the way of an earlier one is refused. */
    static final class Builder {

        private final List<PluginUnit> units = new ArrayList<>();
        private final List<LoadedPlugin> used = new ArrayList<>();
        private final Set<String> names = new HashSet<>();
        private final Map<String, Provided<NetworkPlugin>> networks = new HashMap<>();
        private final Map<String, Provided<DatasetPlugin>> datasetTypes = new HashMap<>();

        /** @param shared whether another set uses the unit too, which then releases it */
        void add(PluginUnit unit, boolean shared) {
            if (!unit.usable()) {
                units.add(unit);
                return;
            }
            unit.objection(used, names).ifPresentOrElse(
                    reason -> {
                        if (!shared) {
                            unit.release();
                        }
                        units.add(unit.refused(reason));
                    },
                    () -> use(unit));
        }

        private void use(PluginUnit unit) {
            List<Path> classPath = unit.plugin().classPath();
            units.add(unit);
            used.add(unit.plugin());
            unit.brought().names().forEach(names::add);
            unit.brought().networks()
                    .forEach(network -> networks.put(network.network().architecture(), new Provided<>(network, classPath)));
            unit.brought().datasetTypes()
                    .forEach(type -> datasetTypes.put(type.dataset().type(), new Provided<>(type, classPath)));
        }

        PluginSet build() {
            return new PluginSet(true, List.copyOf(units), Map.copyOf(networks), Map.copyOf(datasetTypes));
        }
    }
}
