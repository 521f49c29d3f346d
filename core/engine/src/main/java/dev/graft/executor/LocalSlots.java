// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.executor.GpuQuery.Gpu;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The slots of this machine: its GPUs, or shares of its cores where it has none. */
final class LocalSlots {

    private LocalSlots() {}

    /**
     * The slots.
     *
     * @param gpus the GPUs; one slot each, with an equal share of the cores
     * @param cpuSlots number of slots without a GPU; used only if there is none
     * @param coresEach cores of a slot; empty for an equal share
     * @param cores cores of the machine
     * @param memoryBytes memory of the machine
     */
    static List<Slot> of(List<Gpu> gpus, int cpuSlots, OptionalInt coresEach, int cores, long memoryBytes) {
        int share = coresEach.orElse(Math.max(1, cores / Math.max(1, gpus.isEmpty() ? cpuSlots : gpus.size())));
        if (gpus.isEmpty()) {
            return IntStream.range(0, cpuSlots).mapToObj(index -> cpu(index, share, memoryBytes)).toList();
        }
        return gpus.stream().map(gpu -> gpu(gpu, share)).toList();
    }

    private static Slot cpu(int index, int cores, long memoryBytes) {
        return new Slot(
                LocalExecutor.NAME + "/cpu" + index,
                LocalExecutor.NAME,
                Slot.CPU,
                System.getProperty("os.arch") + ", " + cores + (cores == 1 ? " core" : " cores"),
                OptionalInt.empty(),
                memoryBytes,
                cores);
    }

    private static Slot gpu(Gpu gpu, int cores) {
        return new Slot(
                LocalExecutor.NAME + "/gpu" + gpu.index(),
                LocalExecutor.NAME,
                gpu.platform(),
                gpu.model(),
                OptionalInt.of(gpu.index()),
                gpu.memoryBytes(),
                cores);
    }
}
