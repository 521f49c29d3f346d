// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A slice of a GPU in MIG mode (Multi-Instance GPU).
 *
 * @param gpuIndex index of its GPU on the machine
 * @param index its own index on the GPU
 * @param profile compute and memory, for example {@code 1g.5gb}
 * @param uuid what CUDA calls it, beginning with {@code MIG-}
 */
record MigSlice(int gpuIndex, int index, String profile, String uuid) {

    /** Lists the GPUs, each with its slices below it. */
    static final List<String> COMMAND = List.of("nvidia-smi", "-L");

    private static final Pattern GPU = Pattern.compile("GPU (\\d+): .*");

    /** Newer drivers write the whole UUID; until R460 it was the GPU's, with the numbers of both instances. */
    private static final Pattern SLICE = Pattern.compile("\\s+MIG (\\S+)\\s+Device\\s+(\\d+): \\(UUID: (MIG-[^)\\s]+)\\)\\s*");

    private static final Pattern MEMORY = Pattern.compile("\\.(\\d+)gb");

    /** The slices in the output of {@link #COMMAND}; lines that are none are left out. */
    static List<MigSlice> parse(String output) {
        List<MigSlice> slices = new ArrayList<>();
        OptionalInt gpu = OptionalInt.empty();
        for (String line : output.lines().toList()) {
            Matcher head = GPU.matcher(line);
            if (head.matches()) {
                gpu = OptionalInt.of(Integer.parseInt(head.group(1)));
            } else if (gpu.isPresent()) {
                slice(gpu.getAsInt(), line).ifPresent(slices::add);
            }
        }
        return slices;
    }

    /** Its memory in bytes, as its profile rounds it; 0 if the profile tells none. */
    long memoryBytes() {
        Matcher matcher = MEMORY.matcher(profile);
        return matcher.find() ? Long.parseLong(matcher.group(1)) << 30 : 0;
    }

    private static Optional<MigSlice> slice(int gpu, String line) {
        Matcher matcher = SLICE.matcher(line);
        return matcher.matches()
                ? Optional.of(new MigSlice(gpu, Integer.parseInt(matcher.group(2)), matcher.group(1), matcher.group(3)))
                : Optional.empty();
    }
}
