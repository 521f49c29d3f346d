// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.simulation;

import dev.graft.executor.FairSharePolicy;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The whole simulations, one line for each figure; see {@code dist/benchmarks/scheduling.sh}. */
public final class SimulationBenchmark {

    private static final int SLOTS = 1024;

    /** Jobs that let the compiler see the policy before it is timed. */
    private static final int WARM_UP = 5_000;

    private SimulationBenchmark() {}

    /** @param arguments number of jobs, default 100000 */
    public static void main(String[] arguments) {
        simulate(Loads.logNormal(WARM_UP, 20, SLOTS, 2));
        cluster(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000);
        kueue();
    }

    private static void cluster(int count) {
        List<SimulatedJob> load = Loads.logNormal(count, 20, SLOTS, 1);
        SimulationResult result = simulate(load);
        long last = load.stream().mapToLong(SimulatedJob::arrival).max().orElseThrow();
        Map<String, DoubleSummaryStatistics> fair = FluidShare.waits(load, SLOTS);
        Map<String, DoubleSummaryStatistics> waits = result.waits();
        System.out.printf("%d jobs of 20 organisations on %d GPUs, longest queue %d%n", count, SLOTS, result.longestQueue());
        System.out.printf("work done against a perfect packing: %.4f%n", result.workUntil(last) / FluidShare.workUntil(load, SLOTS, last));
        System.out.printf(
                "largest organisation's wait against the fair share's: %.2f%n", waits.get("org1").getAverage() / fair.get("org1").getAverage());
        new TreeMap<>(waits).forEach((org, wait) -> System.out.printf(
                "  %-5s waits %.0f s, at most %.0f s; fair share %.0f s, at most %.0f s%n",
                org,
                wait.getAverage() / 1000,
                wait.getMax() / 1000,
                fair.get(org).getAverage() / 1000,
                fair.get(org).getMax() / 1000));
        new TreeMap<>(result.waitsBySize()).forEach((size, wait) -> System.out.printf(
                "  jobs of %2d GPUs wait %.0f s, at most %.0f s%n", size, wait.getAverage() / 1000, wait.getMax() / 1000));
        printDecisions(result);
    }

    private static SimulationResult simulate(List<SimulatedJob> load) {
        return new PoolSimulation(new FairSharePolicy(Duration.ofMinutes(10)), Loads.slots("a100", SLOTS), load).run();
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
                "%d decisions: median %.2f ms, 99 %% %.2f ms, 99.9 %% %.2f ms, longest %.2f ms%n",
                result.decisionNanos().size(),
                result.decisionMillis(0.5),
                result.decisionMillis(0.99),
                result.decisionMillis(0.999),
                result.decisionMillis(1));
    }
}
