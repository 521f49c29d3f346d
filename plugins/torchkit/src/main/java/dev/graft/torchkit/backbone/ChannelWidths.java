// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import java.util.Map;
import java.util.TreeMap;

/**
 * How many channels the groups of a pruned backbone have left, by the names of {@link ChannelMap}.
 *
 * @param chosen channels by group, each at least 1; groups that are not named are as published
 */
public record ChannelWidths(Map<String, Integer> chosen) {

    /** All as published. */
    public static final ChannelWidths PUBLISHED = new ChannelWidths(Map.of());

    /** Refuses empty groups. */
    public ChannelWidths {
        chosen = new TreeMap<>(chosen);
        chosen.forEach((group, width) -> {
            if (width < 1) {
                throw new IllegalArgumentException("A group of channels keeps at least one, but " + group + " has " + width);
            }
        });
    }

    /** The width of a group. */
    public int of(String group, int published) {
        return chosen.getOrDefault(group, published);
    }
}
