// SPDX-License-Identifier: Apache-2.0
package dev.graft.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.job.Placement;
import dev.graft.job.RunningJobFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PoolSnapshotTest {

    private static final UUID SERVER = UUID.randomUUID();

    @Test
    void slotsOfAnotherMachineAreNotBusyHereThoughTheyBearTheSameIds() {
        RunningJobFacts there = job("acme", false, new Placement(SERVER, Optional.of("there"), "local", List.of("local/cpu0")));
        RunningJobFacts here = job("acme", false, new Placement(SERVER, Optional.of("here"), "local", List.of("local/cpu1")));
        RunningJobFacts cluster = job("other", false, new Placement(SERVER, Optional.empty(), "slurm", List.of("slurm/t4.0")));

        PoolSnapshot seen = PoolSnapshot.of(List.of(), List.of(there, here, cluster), "here");

        assertThat(seen.held()).containsExactlyInAnyOrder("local/cpu1", "slurm/t4.0");
        assertThat(seen.running()).isEqualTo(Map.of("acme", 2, "other", 1));
    }

    @Test
    void aSearchIsNoRunningJobAsItsTrialsAre() {
        assertThat(PoolSnapshot.of(List.of(), List.of(job("acme", true, Placement.ofSearch(SERVER))), "here").running()).isEmpty();
    }

    private static RunningJobFacts job(String org, boolean search, Placement place) {
        return new RunningJobFacts(UUID.randomUUID(), org, search, place, Optional.empty());
    }
}
