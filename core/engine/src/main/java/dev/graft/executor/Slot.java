// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A place where work can run: one GPU, a slice of one (MIG), or a share of the cores on a machine without one.
 *
 * @param id unique among all slots, stable over restarts, without a comma; for example {@code local/gpu0} or {@code local/cpu0}
 * @param executor name of the executor that it belongs to
 * @param platform the kind of GPU in the API's words, for example {@code a100}; {@code cpu} without one
 * @param model the device's own name, for people
 * @param gpuIndex index of the GPU on its machine; empty on a CPU slot
 * @param device what CUDA and container engines call it: the GPU's index, a slice's UUID; empty text on a CPU slot
 * @param memoryBytes memory of the GPU, or of the machine
 * @param cores CPU cores that go with it, at least 1
 */
public record Slot(
        String id,
        String executor,
        String platform,
        String model,
        OptionalInt gpuIndex,
        String device,
        long memoryBytes,
        int cores) {

    /** Platform of a slot without a GPU. */
    public static final String CPU = "cpu";

    private static final String SLICE = "MIG-";

    public Slot {
        if (id.isEmpty() || id.contains(",")) {
            throw new IllegalArgumentException("a slot's id has at least one character and no comma, unlike '" + id + "'");
        }
        Objects.requireNonNull(executor, "executor");
        platform = platform.toLowerCase(Locale.ROOT);
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(gpuIndex, "gpuIndex");
        Objects.requireNonNull(device, "device");
        if (cores < 1) {
            throw new IllegalArgumentException("a slot has at least 1 core, not " + cores);
        }
    }

    /** A whole GPU that is called by its index, or a CPU slot. */
    public Slot(String id, String executor, String platform, String model, OptionalInt gpuIndex, long memoryBytes, int cores) {
        this(
                id,
                executor,
                platform,
                model,
                gpuIndex,
                gpuIndex.isPresent() ? Integer.toString(gpuIndex.getAsInt()) : "",
                memoryBytes,
                cores);
    }

    /** Whether it is a GPU or a slice of one. */
    public boolean gpu() {
        return gpuIndex.isPresent();
    }

    /** Whether it is a slice of a GPU. CUDA shows a process one slice only, so no job gets several. */
    public boolean slice() {
        return device.startsWith(SLICE);
    }
}
