// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.executor.FairSharePolicy;
import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The simulation of a cluster on a tenth of its size, and Kueue's whole; {@code dist/benchmarks/scheduling.sh} runs them whole. */
class PoolSimulationTest {

    private static final int SLOTS = 1024;
    private static final int JOBS = 10_000;

    @Test
    void aClusterIsKeptBusyAndSharedFairly() {
        List<SimulatedJob> load = Loads.logNormal(JOBS, 20, SLOTS, 1);

        SimulationResult result =
                new PoolSimulation(new FairSharePolicy(Duration.ofMinutes(10)), Loads.slots("a100", SLOTS), load).run();

        long last = load.stream().mapToLong(SimulatedJob::arrival).max().orElseThrow();
        assertThat(result.workUntil(last)).isGreaterThan(0.95 * FluidShare.workUntil(load, SLOTS, last));
        DoubleSummaryStatistics fair = FluidShare.waits(load, SLOTS).get("org1");
        DoubleSummaryStatistics largest = result.waits().get("org1");
        assertThat(largest.getAverage()).isLessThan(3 * fair.getAverage());
        // Organisations that ask for less than their share wait no longer than a large job takes to get its slots together.
        assertThat(result.waits().get("org20").getAverage()).isLessThan(Duration.ofMinutes(5).toMillis());
        // Nobody starves, neither an organisation nor a size.
        assertThat(result.waits().values()).allSatisfy(waits -> assertThat(waits.getMax()).isLessThan(3 * fair.getMax()));
        assertThat(result.waitsBySize().get(64).getAverage()).isLessThan(3 * result.waitsBySize().get(1).getAverage());
        assertThat(result.decisionMillis(0.99)).isLessThan(5);
    }

    @Test
    void kueuesBaselineIsDoneInLittleMoreThanItsQuotasAllow() {
        SimulationResult result = new PoolSimulation(
                        new FairSharePolicy(Duration.ofSeconds(2)), Loads.kueueSlots(), Loads.kueueBaseline(1))
                .run();

        assertThat(result.starts()).hasSize(15_000);
        assertThat(result.end()).isLessThan(80_000);
    }

    @Test
    void theFluidIdealSharesSlotsEquallyAmongOrganisationsWithWork() {
        List<SimulatedJob> load = List.of(job("one", 0), job("one", 0), job("two", 0));

        // Each has one of two slots: the second job of the first begins when its first is done, after 1,000 ms.
        assertThat(FluidShare.waits(load, 2).get("one").getAverage()).isEqualTo(500.0);
        assertThat(FluidShare.waits(load, 2).get("two").getAverage()).isZero();
        assertThat(FluidShare.workUntil(load, 2, 1_000)).isEqualTo(2_000);
        assertThat(FluidShare.workUntil(load, 2, 9_000)).isEqualTo(3_000);
    }

    private static SimulatedJob job(String org, long arrival) {
        return new SimulatedJob(UUID.randomUUID(), org, 1, Optional.empty(), 0, arrival, 1_000);
    }
}
