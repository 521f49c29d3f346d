// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** How much of this machine is used. */
final class MachineUsage {

    private MachineUsage() {}

    /** The usage of each slot by its id; {@code nvidia-smi} is asked once if one is a GPU. What it says of a GPU is not said of its slices. */
    static Map<String, SlotUsage> of(List<Slot> slots) {
        boolean gpus = slots.stream().anyMatch(Slot::gpu);
        Map<Integer, SlotUsage> byIndex = gpus ? GpuQuery.usage() : Map.of();
        SlotUsage machine = machine();
        return slots.stream()
                .collect(Collectors.toMap(Slot::id, slot -> slot.gpu() ? ofGpu(slot, byIndex) : machine));
    }

    private static SlotUsage ofGpu(Slot slot, Map<Integer, SlotUsage> byIndex) {
        return slot.slice() ? SlotUsage.UNKNOWN : byIndex.getOrDefault(slot.gpuIndex().getAsInt(), SlotUsage.UNKNOWN);
    }

    private static SlotUsage machine() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
            return SlotUsage.UNKNOWN;
        }
        double load = system.getCpuLoad();
        return new SlotUsage(
                Double.isNaN(load) || load < 0 ? OptionalInt.empty() : OptionalInt.of((int) Math.round(100 * load)),
                OptionalLong.of(system.getTotalMemorySize() - system.getFreeMemorySize()));
    }
}
