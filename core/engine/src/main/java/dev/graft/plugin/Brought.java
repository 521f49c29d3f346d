// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin;

import dev.graft.spi.DatasetPlugin;
import dev.graft.spi.NetworkPlugin;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a plugin brings.
 *
 * @param networks its networks
 * @param datasetTypes its dataset types with actions
 */
record Brought(List<NetworkPlugin> networks, List<DatasetPlugin> datasetTypes) {

    static final Brought NOTHING = new Brought(List.of(), List.of());

    Brought {
        networks = List.copyOf(networks);
        datasetTypes = List.copyOf(datasetTypes);
    }

    boolean isEmpty() {
        return networks.isEmpty() && datasetTypes.isEmpty();
    }

    /** What it brings in words that no two plugins may share. */
    Stream<String> names() {
        return Stream.concat(
                networks.stream().map(network -> "network " + network.network().architecture()),
                datasetTypes.stream().map(type -> "actions for datasets of type " + type.dataset().type()));
    }
}
