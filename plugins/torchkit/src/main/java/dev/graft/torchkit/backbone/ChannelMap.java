// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.backbone;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which channels of a backbone's weights belong together: the channels of a group can only be taken out of all of its weights at once.
 * What is added up is one group, such as the stream of a residual stage.
 *
 * @param axes by full name of a weight or buffer, in the network's order
 */
public record ChannelMap(Map<String, Axes> axes) {

    /** The group of dimensions that never change, such as the colours of the image. */
    public static final String FIXED = "";

    /**
     * The groups of a tensor's first two dimensions.
     *
     * @param first group of dimension 0
     * @param second group of dimension 1; {@link #FIXED} if there is none
     * @param produces whether dimension 0 are filters that make the group's channels; otherwise it only follows them
     */
    public record Axes(String first, String second, boolean produces) {}

    /** Copies the map, in its order. */
    public ChannelMap {
        axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
    }

    /** Full names of the weights whose filters make the channels of a group. */
    public List<String> producers(String group) {
        return axes.entrySet().stream()
                .filter(entry -> entry.getValue().produces() && entry.getValue().first().equals(group))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The groups that can be made narrower, in the network's order. */
    public List<String> groups() {
        return axes.values().stream().filter(Axes::produces).map(Axes::first).filter(group -> !group.equals(FIXED)).distinct().toList();
    }

    /** Collects a map while a network is put together. */
    static final class Builder {

        private final Map<String, Axes> axes = new LinkedHashMap<>();

        /** A convolution and the normalisation behind it. */
        Builder convolution(String convolution, String normalization, String out, String in) {
            axes.put(convolution + ".weight", new Axes(out, in, true));
            return normalization(normalization, out);
        }

        /** A convolution of each channel for itself, and the normalisation behind it. */
        Builder depthwise(String convolution, String normalization, String group) {
            axes.put(convolution + ".weight", new Axes(group, FIXED, false));
            return normalization(normalization, group);
        }

        /** A convolution with a bias. */
        Builder biased(String convolution, String out, String in) {
            axes.put(convolution + ".weight", new Axes(out, in, true));
            axes.put(convolution + ".bias", new Axes(out, FIXED, false));
            return this;
        }

        private Builder normalization(String name, String group) {
            for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
                axes.put(name + "." + part, new Axes(group, FIXED, false));
            }
            return this;
        }

        /** The map with the classification layer, whose inputs are the pooled channels of {@code last}. */
        ChannelMap build(String head, String last) {
            axes.put(head + ".weight", new Axes(FIXED, last, false));
            return new ChannelMap(axes);
        }
    }
}
