// SPDX-License-Identifier: Apache-2.0
package dev.graft.metrics;

import dev.graft.dataset.DatasetSettled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Tag;

/** Counts the pulls of datasets by how they ended. */
@ApplicationScoped
public class PullMetrics {

    private final WantedMetrics metrics;

    /** For the container's proxy. */
    protected PullMetrics() {
        this(null);
    }

    @Inject
    public PullMetrics(WantedMetrics metrics) {
        this.metrics = metrics;
    }

    void settled(@Observes(during = TransactionPhase.AFTER_SUCCESS) DatasetSettled settled) {
        Tag status = new Tag("status", settled.status().wireName());
        metrics.registry().ifPresent(registry -> registry.counter(MetricNames.PULLS, status).inc());
    }
}
