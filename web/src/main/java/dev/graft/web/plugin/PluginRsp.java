// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.plugin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.graft.plugin.LoadedPlugin;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A plugin that was found; an addition to the contract.
 *
 * @param id its id
 * @param version its version; empty text if it could not be read
 * @param builtIn whether it comes with the distribution
 * @param state {@code loaded} or {@code failed}
 * @param cause why it failed
 * @param networkArchs the architectures that it brings
 * @param datasetTypes the dataset types that it brings actions for
 */
record PluginRsp(
        String id,
        String version,
        @JsonProperty("built_in") boolean builtIn,
        String state,
        Optional<String> cause,
        @JsonProperty("network_archs") List<String> networkArchs,
        @JsonProperty("dataset_types") List<String> datasetTypes) {

    static PluginRsp of(LoadedPlugin plugin) {
        return new PluginRsp(
                plugin.id(),
                plugin.version(),
                plugin.builtIn(),
                plugin.state().name().toLowerCase(Locale.ROOT),
                plugin.cause(),
                plugin.architectures(),
                plugin.datasetTypes());
    }
}
