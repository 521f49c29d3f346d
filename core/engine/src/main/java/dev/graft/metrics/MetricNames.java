// SPDX-License-Identifier: Apache-2.0
package dev.graft.metrics;

import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricUnits;

/** The names of all metrics, with their descriptions. Prometheus sees them with their unit, and counters with {@code _total}. */
final class MetricNames {

    static final Metadata QUEUED = of("graft_queue_jobs", MetricUnits.NONE, "Jobs that wait, by organisation");
    static final Metadata OLDEST =
            of("graft_queue_oldest", MetricUnits.SECONDS, "How long the longest waiting job of an organisation has waited");
    static final Metadata RUNNING = of("graft_running_jobs", MetricUnits.NONE, "Jobs that run, by organisation");
    static final Metadata SLOTS = of("graft_slots", MetricUnits.NONE, "Slots by executor, platform and state (busy, free)");
    static final Metadata CHANGES = of("graft_job_state_changes", MetricUnits.NONE, "State changes of jobs, by the new state");
    static final Metadata STARTS =
            of("graft_job_start", MetricUnits.SECONDS, "From Pending to the worker's first status line, as the server saw it");
    static final Metadata WAITS = of("graft_job_wait", MetricUnits.SECONDS, "From Pending to the grant of slots");
    static final Metadata DURATIONS =
            of("graft_job_duration", MetricUnits.SECONDS, "From the grant of slots to the end, by action, architecture and final state");
    static final Metadata PULLS = of("graft_dataset_pulls", MetricUnits.NONE, "Pulls of datasets that have ended, by their result");

    private MetricNames() {}

    private static Metadata of(String name, String unit, String description) {
        return Metadata.builder().withName(name).withUnit(unit).withDescription(description).build();
    }
}
