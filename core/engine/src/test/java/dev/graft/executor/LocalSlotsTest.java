// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.graft.executor.GpuQuery.Found;
import dev.graft.executor.GpuQuery.Gpu;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalSlotsTest {

    private static final Found NOTHING = Found.whole(List.of());

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void aMachineWithoutGpusOffersOneSlotWithAllItsCores() {
        assertThat(LocalSlots.of(NOTHING, PlatformNames.BUILT_IN, 1, OptionalInt.empty(), 8, 64)).singleElement().satisfies(slot -> {
            assertThat(slot.platform()).isEqualTo("cpu");
            assertThat(slot.cores()).isEqualTo(8);
            assertThat(slot.gpu()).isFalse();
        });
    }

    @Test
    void coresAreSharedOutOrTakenFromTheConfiguration() {
        assertThat(LocalSlots.of(NOTHING, PlatformNames.BUILT_IN, 4, OptionalInt.empty(), 8, 64)).hasSize(4).allMatch(slot -> slot.cores() == 2);
        assertThat(LocalSlots.of(NOTHING, PlatformNames.BUILT_IN, 4, OptionalInt.of(3), 8, 64)).allMatch(slot -> slot.cores() == 3);
        assertThat(LocalSlots.of(NOTHING, PlatformNames.BUILT_IN, 4, OptionalInt.empty(), 2, 64)).allMatch(slot -> slot.cores() == 1);
    }

    @Test
    void everyGpuIsASlot() {
        List<Gpu> gpus = GpuQuery.parse("0, NVIDIA A100-SXM4-80GB, 81920\n1, Tesla T4, 15360\n");

        assertThat(LocalSlots.of(Found.whole(gpus), PlatformNames.BUILT_IN, 1, OptionalInt.empty(), 16, 64))
                .extracting(Slot::id, Slot::platform, slot -> slot.gpuIndex().getAsInt(), Slot::memoryBytes, Slot::cores)
                .containsExactly(
                        tuple("local/gpu0", "a100", 0, 81920L << 20, 8),
                        tuple("local/gpu1", "t4", 1, 15360L << 20, 8));
    }

    @ParameterizedTest
    @CsvSource({
        "Tesla V100-PCIE-32GB, v100",
        "NVIDIA L4, l4",
        "NVIDIA L40, l40",
        "NVIDIA L40S, l40s",
        "NVIDIA A10, a10",
        "NVIDIA A10G, a10g",
        "NVIDIA A30, a30",
        "NVIDIA A40, a40",
        "NVIDIA H100 80GB HBM3, h100",
        "NVIDIA TITAN Xp, nvidia-titan-xp"
    })
    void aProductNameTellsThePlatform(String model, String platform) {
        assertThat(PlatformNames.BUILT_IN.of(model)).isEqualTo(platform);
    }

    @Test
    void linesThatAreNoGpuAreLeftOut() {
        assertThat(GpuQuery.parse("No devices were found\n\nx, NVIDIA L4, 1\n")).isEmpty();
    }

    @Test
    void workThatNoExecutorCouldEverRunIsRefusedWithWhatThereIs() {
        SlotPool pool = new SlotPool(List.of(new LocalExecutor(
                LocalSlots.of(NOTHING, PlatformNames.BUILT_IN, 2, OptionalInt.empty(), 4, 64), WorkerProcesses.settings(Path.of("/none")), timer)));

        pool.requireFitting(2, Optional.empty());
        assertThatThrownBy(() -> pool.requireFitting(3, Optional.empty()))
                .isInstanceOfSatisfying(GraftException.class, e -> assertThat(e.code()).isEqualTo(StandardError.NO_SUCH_RESOURCES))
                .hasMessageContaining("3 × any platform")
                .hasMessageContaining("2 × cpu");
        assertThatThrownBy(() -> pool.requireFitting(1, Optional.of("a100"))).hasMessageContaining("1 × a100");
    }
}
