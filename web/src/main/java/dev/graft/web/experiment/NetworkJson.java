// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.graft.spi.Action;
import dev.graft.spi.network.NetworkDescriptor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The fields of an experiment that come from its network's plugin; without one there are no actions. */
record NetworkJson(
        Collection<Action> actions,
        @JsonProperty("dataset_type") Optional<String> datasetType,
        @JsonProperty("dataset_formats") Optional<List<String>> datasetFormats) {

    static final NetworkJson UNKNOWN = new NetworkJson(List.of(), Optional.empty(), Optional.empty());

    static NetworkJson of(NetworkDescriptor network) {
        return new NetworkJson(network.actions(), Optional.of(network.datasetType()), Optional.of(network.datasetFormats()));
    }
}
