// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.simulation;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What has come of a load. Times are milliseconds from the beginning.
 *
 * @param load the jobs
 * @param starts when each began to run
 * @param end when the last one ended
 * @param longestQueue most jobs that waited at the same time
 * @param decisionNanos processor time that each decision took
 */
record SimulationResult(
        List<SimulatedJob> load, Map<UUID, Long> starts, long end, int longestQueue, List<Long> decisionNanos) {

    /** Slots times milliseconds that were worked until a moment. */
    double workUntil(long moment) {
        return load.stream()
                .mapToDouble(job -> job.slots() * (double) Math.max(0, Math.min(job.duration(), moment - starts.get(job.id()))))
                .sum();
    }

    /** How long each organisation's jobs have waited. */
    Map<String, DoubleSummaryStatistics> waits() {
        return waitsBy(SimulatedJob::org);
    }

    /** How long jobs of each number of slots have waited. */
    Map<Integer, DoubleSummaryStatistics> waitsBySize() {
        return waitsBy(SimulatedJob::slots);
    }

    private <K> Map<K, DoubleSummaryStatistics> waitsBy(Function<SimulatedJob, K> key) {
        return load.stream().collect(Collectors.groupingBy(key, Collectors.summarizingDouble(this::wait)));
    }

    /** Processor time of a decision that was slower than a part of all decisions, 0 to 1, in milliseconds. */
    double decisionMillis(double part) {
        List<Long> sorted = decisionNanos.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * sorted.size()))) / 1e6;
    }

    private long wait(SimulatedJob job) {
        return starts.get(job.id()) - job.arrival();
    }
}
