// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ProgressDetail;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Turns an engine's many lines about the layers of an image into one sentence for each tenth of the way. Not thread safe. */
final class PullProgress {

    private static final long STEP_PERCENT = 10;

    private final String image;
    private final Consumer<String> told;
    private final Map<String, Long> loaded = new HashMap<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private long lastPercent;

    /** @param told takes the sentences */
    PullProgress(String image, Consumer<String> told) {
        this.image = image;
        this.told = told;
    }

    void add(PullResponseItem item) {
        ProgressDetail detail = item.getProgressDetail();
        if (item.getId() == null || detail == null || detail.getTotal() == null || detail.getCurrent() == null) {
            return;
        }
        if (!"Downloading".equals(item.getStatus())) {
            return;
        }
        loaded.put(item.getId(), detail.getCurrent());
        sizes.put(item.getId(), detail.getTotal());
        long all = sum(sizes);
        long percent = all == 0 ? 0 : 100 * sum(loaded) / all;
        if (percent >= lastPercent + STEP_PERCENT) {
            lastPercent = percent;
            told.accept("Pulling image " + image + ": " + percent + " % of " + (all >> 20) + " MiB.");
        }
    }

    private static long sum(Map<String, Long> values) {
        return values.values().stream().mapToLong(Long::longValue).sum();
    }
}
