// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.executor.GpuQuery.Found;
import dev.graft.executor.GpuQuery.Gpu;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The slots of this machine: its GPUs and their slices, or shares of its cores where it has none. */
final class LocalSlots {

    private LocalSlots() {}

    /**
     * The slots.
     *
     * @param found the GPUs and slices; one slot each, with an equal share of the cores
     * @param platforms the words for the GPUs' kinds
     * @param cpuSlots number of slots without a GPU; used only if there is none
     * @param coresEach cores of a slot; empty for an equal share
     * @param cores cores of the machine
     * @param memoryBytes memory of the machine
     */
    static List<Slot> of(
            Found found, PlatformNames platforms, int cpuSlots, OptionalInt coresEach, int cores, long memoryBytes) {
        int devices = found.gpus().size() + found.slices().size();
        int share = coresEach.orElse(Math.max(1, cores / Math.max(1, devices == 0 ? cpuSlots : devices)));
        if (devices == 0) {
            return IntStream.range(0, cpuSlots).mapToObj(index -> cpu(index, share, memoryBytes)).toList();
        }
        Map<Integer, Gpu> sliced = found.sliced().stream().collect(Collectors.toMap(Gpu::index, Function.identity()));
        return Stream.concat(
                        found.gpus().stream().map(gpu -> gpu(gpu, platforms, share)),
                        found.slices().stream()
                                .filter(slice -> sliced.containsKey(slice.gpuIndex()))
                                .map(slice -> slice(slice, sliced.get(slice.gpuIndex()), platforms, share)))
                .toList();
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

    private static Slot gpu(Gpu gpu, PlatformNames platforms, int cores) {
        return new Slot(
                LocalExecutor.NAME + "/gpu" + gpu.index(),
                LocalExecutor.NAME,
                platforms.of(gpu.model()),
                gpu.model(),
                OptionalInt.of(gpu.index()),
                gpu.memoryBytes(),
                cores);
    }

    /** A platform of its own, such as {@code a100-1g.5gb}: who asks for the GPU gets a whole one. */
    private static Slot slice(MigSlice slice, Gpu gpu, PlatformNames platforms, int cores) {
        return new Slot(
                LocalExecutor.NAME + "/gpu" + gpu.index() + "-mig" + slice.index(),
                LocalExecutor.NAME,
                platforms.of(gpu.model()) + "-" + slice.profile(),
                gpu.model() + " MIG " + slice.profile(),
                OptionalInt.of(gpu.index()),
                slice.uuid(),
                slice.memoryBytes(),
                cores);
    }
}
