// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.graft.executor.Decision.Grant;
import dev.graft.executor.GpuQuery.Found;
import dev.graft.executor.PoolState.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With outputs as NVIDIA's MIG user guide prints them: one GPU in MIG mode with two slices, one without. */
class MigSliceTest {

    private static final String LISTING = """
            GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-e86cb44c-6756-fd30-cd4a-1e6da3caf9b0)
              MIG 3g.20gb     Device  0: (UUID: MIG-c6d4f1ef-42e4-5de3-91c7-45d71c87eb3f)
              MIG 1g.5gb      Device  1: (UUID: MIG-cba663e8-9bed-5b25-b243-5985ef7c9beb)
            GPU 1: NVIDIA A100-SXM4-40GB (UUID: GPU-c16cd83a-8ba4-a5f5-d4dd-5a4d1dd2ef22)
            """;

    private static final String MODES = "0, Enabled\n1, Disabled\n2, [N/A]\n";

    private static final String GPUS = "0, NVIDIA A100-SXM4-40GB, 40960\n1, NVIDIA A100-SXM4-40GB, 40960\n";

    private static final List<Slot> SLOTS = LocalSlots.of(
            GpuQuery.found(GpuQuery.parse(GPUS), GpuQuery.parseMode(MODES), MigSlice.parse(LISTING)),
            PlatformNames.BUILT_IN,
            1,
            OptionalInt.empty(),
            12,
            64);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void everySliceIsASlotAndItsGpuIsNone() {
        assertThat(SLOTS)
                .extracting(Slot::id, Slot::platform, Slot::device, slot -> slot.memoryBytes() >> 30, Slot::cores, Slot::slice)
                .containsExactly(
                        tuple("local/gpu1", "a100", "1", 40L, 4, false),
                        tuple("local/gpu0-mig0", "a100-3g.20gb", "MIG-c6d4f1ef-42e4-5de3-91c7-45d71c87eb3f", 20L, 4, true),
                        tuple("local/gpu0-mig1", "a100-1g.5gb", "MIG-cba663e8-9bed-5b25-b243-5985ef7c9beb", 5L, 4, true));
    }

    @Test
    void whatOlderDriversPrintIsReadToo() {
        String listing = """
                GPU 3: A100-SXM4-40GB (UUID: GPU-d8de1bd0-58e1-2b1f-13d8-a7ba8ba0b1d7)
                  MIG 1g.5gb Device 6: (UUID: MIG-GPU-d8de1bd0-58e1-2b1f-13d8-a7ba8ba0b1d7/13/0)
                  MIG 1c.3g.20gb Device 7: (UUID: MIG-GPU-d8de1bd0-58e1-2b1f-13d8-a7ba8ba0b1d7/2/1)
                """;

        assertThat(MigSlice.parse(listing))
                .containsExactly(
                        new MigSlice(3, 6, "1g.5gb", "MIG-GPU-d8de1bd0-58e1-2b1f-13d8-a7ba8ba0b1d7/13/0"),
                        new MigSlice(3, 7, "1c.3g.20gb", "MIG-GPU-d8de1bd0-58e1-2b1f-13d8-a7ba8ba0b1d7/2/1"));
    }

    @Test
    void aGpuInMigModeWithoutSlicesIsNoSlot() {
        Found found = GpuQuery.found(GpuQuery.parse(GPUS), Set.of(0), MigSlice.parse("GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-e86cb44c)\n"));

        assertThat(LocalSlots.of(found, PlatformNames.BUILT_IN, 1, OptionalInt.empty(), 4, 64))
                .extracting(Slot::id)
                .containsExactly("local/gpu1");
    }

    @Test
    void linesThatAreNoSliceAreLeftOut() {
        assertThat(MigSlice.parse("No devices were found\n  MIG 1g.5gb Device 0: (UUID: MIG-1)\nGPU 0: X (UUID: GPU-1)\n  MIG device\n"))
                .isEmpty();
    }

    @Test
    void aJobOfSeveralSlotsGetsNoSlices() {
        Waiting pair = waiting(2);
        Waiting single = waiting(1);

        assertThat(granted(List.of(pair))).isEmpty();
        assertThat(granted(List.of(single))).singleElement().satisfies(slot -> assertThat(slot.platform()).startsWith("a100"));
        SlotPool pool = new SlotPool(List.of(new LocalExecutor(SLOTS, WorkerProcesses.settings(Path.of("/none")), timer)));
        pool.requireFitting(1, Optional.of("a100-1g.5gb"));
        assertThatThrownBy(() -> pool.requireFitting(2, Optional.empty())).hasMessageContaining("2 × any platform");
    }

    private static List<Slot> granted(List<Waiting> queue) {
        PoolState state = new PoolState(SLOTS, List.of(), queue, Instant.EPOCH.plusSeconds(3600));
        return new FairSharePolicy(Duration.ofMinutes(10))
                .decide(state).grants().stream().map(Grant::slots).flatMap(List::stream).toList();
    }

    private static Waiting waiting(int slots) {
        return new Waiting(UUID.randomUUID(), "acme", slots, Optional.empty(), Instant.EPOCH);
    }
}
