// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.simulation;

import dev.graft.executor.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Loads and the slots for them. */
final class Loads {

    private static final int[] SIZES = {1, 2, 4, 8, 16, 32, 64};
    private static final double[] SIZE_PARTS = {0.50, 0.15, 0.15, 0.12, 0.05, 0.02, 0.01};

    private static final double MEDIAN_MILLIS = 600_000;
    private static final double SIGMA = 1.2;

    private static final int COHORTS = 5;
    private static final int QUEUES_OF_COHORT = 6;
    private static final int SLOTS_OF_COHORT = 120;

    private Loads() {}

    /**
     * Jobs of 1 to 64 slots with log-normal durations (median ten minutes, sigma 1.2) of organisations whose demands differ as 1, 1/2, 1/3,
     * …, at a tenth more than the slots can do.
     */
    static List<SimulatedJob> logNormal(int count, int orgs, int slots, long seed) {
        Random random = new Random(seed);
        double meanWork = IntStream.range(0, SIZES.length).mapToDouble(index -> SIZES[index] * SIZE_PARTS[index]).sum()
                * MEDIAN_MILLIS * Math.exp(SIGMA * SIGMA / 2);
        double window = count * meanWork / slots / 1.1;
        double demand = IntStream.rangeClosed(1, orgs).mapToDouble(rank -> 1.0 / rank).sum();
        List<SimulatedJob> jobs = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            jobs.add(new SimulatedJob(
                    id(random),
                    org(random.nextDouble() * demand),
                    size(random.nextDouble()),
                    Optional.empty(),
                    0,
                    (long) (random.nextDouble() * window),
                    Math.max(1000, (long) (MEDIAN_MILLIS * Math.exp(SIGMA * random.nextGaussian())))));
        }
        return jobs;
    }

    /**
     * The baseline of Kueue's own scalability test (test/performance/scheduler, generator "baseline"): 5 cohorts of 6 queues that may borrow
     * from each other, 120 units to a cohort; in each queue 350 small, 100 medium and 50 large workloads of rising priority. A queue is an
     * organisation here, and a cohort a platform.
     */
    static List<SimulatedJob> kueueBaseline(long seed) {
        Random random = new Random(seed);
        List<SimulatedJob> jobs = new ArrayList<>();
        for (int cohort = 0; cohort < COHORTS; cohort++) {
            for (int queue = 0; queue < QUEUES_OF_COHORT; queue++) {
                String org = "cohort" + cohort + "-queue" + queue;
                add(jobs, random, org, cohort, new Kind(350, 100, 200, 50, 1));
                add(jobs, random, org, cohort, new Kind(100, 500, 500, 100, 5));
                add(jobs, random, org, cohort, new Kind(50, 1200, 1000, 200, 20));
            }
        }
        return jobs;
    }

    /** The slots of that baseline. */
    static List<Slot> kueueSlots() {
        return IntStream.range(0, COHORTS)
                .boxed()
                .flatMap(cohort -> slots("cohort" + cohort, SLOTS_OF_COHORT).stream())
                .toList();
    }

    /** Slots of one platform on one executor. */
    static List<Slot> slots(String platform, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> new Slot(
                        platform + "/gpu" + index, "cluster", platform, platform, OptionalInt.of(index), 0, 1))
                .toList();
    }

    private record Kind(int count, long interval, long duration, int priority, int slots) {}

    private static void add(List<SimulatedJob> jobs, Random random, String org, int cohort, Kind kind) {
        for (int index = 0; index < kind.count(); index++) {
            jobs.add(new SimulatedJob(
                    id(random),
                    org,
                    kind.slots(),
                    Optional.of("cohort" + cohort),
                    kind.priority(),
                    index * kind.interval(),
                    kind.duration()));
        }
    }

    private static String org(double point) {
        int rank = 1;
        double sum = 1;
        while (point > sum) {
            rank++;
            sum += 1.0 / rank;
        }
        return "org" + rank;
    }

    private static int size(double point) {
        double sum = 0;
        for (int index = 0; index < SIZES.length; index++) {
            sum += SIZE_PARTS[index];
            if (point < sum) {
                return SIZES[index];
            }
        }
        return SIZES[SIZES.length - 1];
    }

    private static UUID id(Random random) {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
