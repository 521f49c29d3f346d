// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.simulation;

import dev.graft.executor.Decision;
import dev.graft.executor.PoolState;
import dev.graft.executor.PoolState.Running;
import dev.graft.executor.PoolState.Waiting;
import dev.graft.executor.SchedulingPolicy;
import dev.graft.executor.Slot;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.stream.Collectors;

/** Runs a load on slots as a policy decides: again whenever a job has come or ended. Events of the same millisecond make one decision. */
final class PoolSimulation {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final SchedulingPolicy policy;
    private final List<Slot> slots;
    private final List<SimulatedJob> load;

    private final Map<UUID, SimulatedJob> jobs = new HashMap<>();
    private final Map<UUID, Waiting> waiting = new LinkedHashMap<>();
    private final Map<UUID, Running> running = new LinkedHashMap<>();
    private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparingLong(End::time));
    private final Map<UUID, Long> starts = new HashMap<>();
    private final List<Long> decisionNanos = new ArrayList<>();
    private int held;
    private int longestQueue;

    private record End(long time, UUID id) {}

    PoolSimulation(SchedulingPolicy policy, List<Slot> slots, List<SimulatedJob> load) {
        this.policy = policy;
        this.slots = slots;
        this.load = load.stream().sorted(Comparator.comparingLong(SimulatedJob::arrival)).toList();
        load.forEach(job -> jobs.put(job.id(), job));
    }

    /** Runs until every job has ended. */
    SimulationResult run() {
        int next = 0;
        long now = 0;
        while (next < load.size() || !ends.isEmpty()) {
            long arrival = next < load.size() ? load.get(next).arrival() : Long.MAX_VALUE;
            long end = ends.isEmpty() ? Long.MAX_VALUE : ends.peek().time();
            now = Math.min(arrival, end);
            while (next < load.size() && load.get(next).arrival() == now) {
                Waiting job = load.get(next++).waiting();
                waiting.put(job.id(), job);
            }
            while (!ends.isEmpty() && ends.peek().time() == now) {
                held -= running.remove(ends.remove().id()).slots().size();
            }
            longestQueue = Math.max(longestQueue, waiting.size());
            if (held < slots.size() && !waiting.isEmpty()) {
                decide(now);
            }
        }
        if (!waiting.isEmpty()) {
            throw new IllegalStateException(waiting.size() + " jobs were never started");
        }
        return new SimulationResult(load, starts, now, longestQueue, decisionNanos);
    }

    private void decide(long now) {
        long before = THREADS.getCurrentThreadCpuTime();
        Decision decision = policy.decide(new PoolState(
                slots, List.copyOf(running.values()), List.copyOf(waiting.values()), Instant.ofEpochMilli(now)));
        decisionNanos.add(THREADS.getCurrentThreadCpuTime() - before);
        for (Decision.Grant grant : decision.grants()) {
            SimulatedJob job = jobs.get(grant.id());
            waiting.remove(job.id());
            running.put(
                    job.id(), new Running(job.id(), job.org(), grant.slots().stream().map(Slot::id).collect(Collectors.toSet())));
            held += grant.slots().size();
            starts.put(job.id(), now);
            ends.add(new End(now + job.duration(), job.id()));
        }
    }
}
