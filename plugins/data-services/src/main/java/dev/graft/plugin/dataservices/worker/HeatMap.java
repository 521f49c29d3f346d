// SPDX-License-Identifier: Apache-2.0
package dev.graft.plugin.dataservices.worker;

import dev.graft.plugin.dataservices.annotation.Box;

/** How often each part of the pictures is covered by objects; pictures of all sizes are laid over each other. Not thread safe. */
final class HeatMap {

    /** Parts in a row and in a column. */
    static final int PARTS = 64;

    private final double[] cover = new double[PARTS * PARTS];

    /** Adds a box: each part counts by the share of it that is covered. */
    void add(Box box, double width, double height) {
        Box scaled = new Box(
                box.left() / width * PARTS, box.top() / height * PARTS, box.right() / width * PARTS, box.bottom() / height * PARTS)
                .within(PARTS, PARTS);
        if (scaled.isEmpty()) {
            return;
        }
        for (int y = (int) scaled.top(); y < Math.ceil(scaled.bottom()); y++) {
            double tall = Math.min(y + 1, scaled.bottom()) - Math.max(y, scaled.top());
            for (int x = (int) scaled.left(); x < Math.ceil(scaled.right()); x++) {
                double wide = Math.min(x + 1, scaled.right()) - Math.max(x, scaled.left());
                cover[y * PARTS + x] += tall * wide;
            }
        }
    }

    double at(int x, int y) {
        return cover[y * PARTS + x];
    }

    /** The largest value; 0 if nothing was added. */
    double max() {
        double max = 0;
        for (double value : cover) {
            max = Math.max(max, value);
        }
        return max;
    }
}
