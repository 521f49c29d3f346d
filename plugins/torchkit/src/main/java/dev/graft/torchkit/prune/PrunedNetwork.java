// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.prune;

import dev.graft.torchkit.backbone.ChannelWidths;
import dev.graft.torchkit.checkpoint.StoredTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is left of a network.
 *
 * @param widths channels by group; all groups that can be pruned are named
 * @param weights weights and buffers by full name, of a network with these widths
 */
public record PrunedNetwork(ChannelWidths widths, Map<String, StoredTensor> weights) {

    /** Copies the map, in its order. */
    public PrunedNetwork {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }
}
