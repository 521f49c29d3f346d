// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.simulation;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ideal that a policy is held against: work is a fluid that can be cut at will, organisations with work get equal shares of all slots,
 * and each serves its own jobs in the order in which they came (generalised processor sharing; Parekh and Gallager 1993).
 */
final class FluidShare {

    private final int slots;
    private final Map<String, Deque<Part>> queues = new HashMap<>();
    private final Map<String, DoubleSummaryStatistics> waits = new HashMap<>();
    private double now;

    private static final class Part {
        private final SimulatedJob job;
        private double left;

        private Part(SimulatedJob job) {
            this.job = job;
            this.left = job.work();
        }
    }

    private FluidShare(int slots) {
        this.slots = slots;
    }

    /** Times from arrival until service begins, for each organisation, in milliseconds. */
    static Map<String, DoubleSummaryStatistics> waits(List<SimulatedJob> load, int slots) {
        FluidShare share = new FluidShare(slots);
        load.stream().sorted(Comparator.comparingLong(SimulatedJob::arrival)).forEach(share::arrive);
        share.advance(Double.POSITIVE_INFINITY);
        return share.waits;
    }

    /** Slots times milliseconds that the fluid would have worked until a moment, however it is shared. */
    static double workUntil(List<SimulatedJob> load, int slots, long moment) {
        double left = 0;
        double done = 0;
        long last = 0;
        List<SimulatedJob> inOrder = load.stream()
                .filter(job -> job.arrival() <= moment)
                .sorted(Comparator.comparingLong(SimulatedJob::arrival))
                .toList();
        for (SimulatedJob job : inOrder) {
            double worked = Math.min(left, (double) slots * (job.arrival() - last));
            done += worked;
            left += job.work() - worked;
            last = job.arrival();
        }
        return done + Math.min(left, (double) slots * (moment - last));
    }

    private void arrive(SimulatedJob job) {
        advance(job.arrival());
        Deque<Part> queue = queues.computeIfAbsent(job.org(), org -> new ArrayDeque<>());
        queue.add(new Part(job));
        if (queue.size() == 1) {
            begin(queue);
        }
    }

    private void begin(Deque<Part> queue) {
        SimulatedJob job = queue.peek().job;
        waits.computeIfAbsent(job.org(), org -> new DoubleSummaryStatistics()).accept(now - job.arrival());
    }

    private void advance(double until) {
        List<Deque<Part>> busy = busy();
        while (!busy.isEmpty()) {
            double rate = (double) slots / busy.size();
            double first = busy.stream().mapToDouble(queue -> queue.peek().left).min().orElseThrow() / rate;
            double step = Math.min(first, until - now);
            now += step;
            for (Deque<Part> queue : busy) {
                queue.peek().left -= step * rate;
                if (queue.peek().left <= 1e-6 * queue.peek().job.work()) {
                    queue.remove();
                    if (!queue.isEmpty()) {
                        begin(queue);
                    }
                }
            }
            if (now >= until) {
                return;
            }
            busy = busy();
        }
        if (until < Double.POSITIVE_INFINITY) {
            now = until;
        }
    }

    private List<Deque<Part>> busy() {
        return queues.values().stream().filter(queue -> !queue.isEmpty()).toList();
    }
}
