// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.slurm;

import dev.graft.executor.Slot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The slots of a cluster, as {@code sinfo} tells of its nodes: each GPU, or each node where there is none in all of the cluster. */
final class SlurmSlots {

    /** Lists the nodes. */
    static final List<String> COMMAND = List.of("sinfo", "--noheader", "--Node", "--format=%N|%G|%c|%m");

    /** {@code gpu:a100:8(S:0-1)}, {@code gpu:2}. */
    private static final Pattern GPUS = Pattern.compile("gpu:(?:([A-Za-z][\\w.-]*):)?(\\d+)");

    private static final String UNTYPED = "gpu";

    private SlurmSlots() {}

    /** The slots of the nodes that {@link #COMMAND} has printed; a node of several partitions counts once. */
    static List<Slot> parse(String output) {
        List<Slot> gpus = new ArrayList<>();
        List<Slot> nodes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String line : output.lines().toList()) {
            String[] fields = line.strip().split("\\|", -1);
            if (fields.length == 4 && seen.add(fields[0])) {
                int cores = Integer.parseInt(fields[2]);
                long memory = Long.parseLong(fields[3].replace("+", "")) << 20;
                addGpus(gpus, fields[0], fields[1], cores, memory);
                nodes.add(slot(fields[0], "cpu0", Slot.CPU, fields[0], OptionalInt.empty(), memory, cores));
            }
        }
        return gpus.isEmpty() ? nodes : gpus;
    }

    private static void addGpus(List<Slot> slots, String node, String resources, int cores, long memory) {
        int before = slots.size();
        Matcher matcher = GPUS.matcher(resources);
        List<String> types = new ArrayList<>();
        while (matcher.find()) {
            String type = matcher.group(1) == null ? UNTYPED : matcher.group(1);
            for (int count = Integer.parseInt(matcher.group(2)); count > 0; count--) {
                types.add(type);
            }
        }
        for (String type : types) {
            int index = slots.size() - before;
            slots.add(slot(
                    node, "gpu" + index, type, type + " of " + node, OptionalInt.of(index), memory, Math.max(1, cores / types.size())));
        }
    }

    private static Slot slot(
            String node, String name, String platform, String model, OptionalInt gpu, long memory, int cores) {
        return new Slot(
                SlurmExecutor.NAME + "/" + node + "/" + name, SlurmExecutor.NAME, platform, model, gpu, memory, Math.max(1, cores));
    }
}
