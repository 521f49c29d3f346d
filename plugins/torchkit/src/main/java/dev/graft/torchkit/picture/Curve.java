// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.picture;

import java.util.Map;
import java.util.TreeMap;

/**
 * A line of a chart.
 *
 * @param name what it shows
 * @param points value by epoch or another count, finite
 */
public record Curve(String name, Map<Integer, Double> points) {
    public Curve {
        Map<Integer, Double> finite = new TreeMap<>(points);
        finite.values().removeIf(value -> !Double.isFinite(value));
        points = finite;
    }
}
