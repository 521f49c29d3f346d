// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.simulation;

import dev.graft.executor.FairSharePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The whole simulations, one line for each figure; see {@code dist/benchmarks/scheduling.sh}. */
public final class SimulationBenchmark {

    private static final int SLOTS = 1024;

    private SimulationBenchmark() {}

    /** @param arguments number of jobs, default 100000 */
    public static void main(String[] arguments) {
        cluster(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000);
        kueue();
    }

    private static void cluster(int count) {
        List<SimulatedJob> load = Loads.logNormal(count, 20, SLOTS, 1);
        SimulationResult result =
                new PoolSimulation(new FairSharePolicy(Duration.ofMinutes(10)), Loads.slots("a100", SLOTS), load).run();
        long last = load.stream().mapToLong(SimulatedJob::arrival).max().orElseThrow();
        Map<String, Double> fair = FluidShare.meanWaits(load, SLOTS);
        Map<String, Double> waits = result.meanWaits();
        System.out.printf("%d jobs of 20 organisations on %d GPUs, longest queue %d%n", count, SLOTS, result.longestQueue());
        System.out.printf("work done against a perfect packing: %.4f%n", result.workUntil(last) / FluidShare.workUntil(load, SLOTS, last));
        System.out.printf("largest organisation's wait against the fair share's: %.2f%n", waits.get("org1") / fair.get("org1"));
        waits.keySet().stream().sorted().forEach(org -> System.out.printf(
                "  %s waits %.0f s, fair share %.0f s%n", org, waits.get(org) / 1000, fair.get(org) / 1000));
        System.out.printf("longest wait of any job: %.1f h%n", result.longestWait() / 3_600_000.0);
        printDecisions(result);
    }

    private static void kueue() {
        SimulationResult result = new PoolSimulation(
                        new FairSharePolicy(Duration.ofSeconds(2)), Loads.kueueSlots(), Loads.kueueBaseline(1))
                .run();
        System.out.printf("Kueue's baseline: all %d workloads done after %.1f s%n", result.load().size(), result.end() / 1000.0);
        printDecisions(result);
    }

    private static void printDecisions(SimulationResult result) {
        System.out.printf(
                "%d decisions: median %.2f ms, 99 %% %.2f ms, longest %.2f ms%n",
                result.decisionNanos().size(), result.decisionMillis(0.5), result.decisionMillis(0.99), result.decisionMillis(1));
    }
}
