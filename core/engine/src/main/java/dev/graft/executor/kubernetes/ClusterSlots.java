// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import dev.graft.executor.GpuModel;
import dev.graft.executor.Slot;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The slots of a cluster: each GPU that its nodes can give away, or each node where none has any; or what the configuration says, where
 * nodes come and go.
 */
final class ClusterSlots {

    /** The label by which NVIDIA's feature discovery names a node's GPUs. */
    static final String PRODUCT = "nvidia.com/gpu.product";

    private static final String UNTYPED = "gpu";
    private static final Pattern COUNT = Pattern.compile("([a-z0-9][a-z0-9-]*)=(\\d{1,5})");

    private ClusterSlots() {}

    /** The slots of nodes that take work. */
    static List<Slot> of(List<Node> nodes, String gpuResource) {
        List<Slot> gpus = new ArrayList<>();
        List<Slot> machines = new ArrayList<>();
        for (Node node : nodes) {
            if (Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
                continue;
            }
            String name = node.getMetadata().getName();
            int cores = Math.max(1, (int) amount(node, "cpu"));
            long memory = amount(node, "memory");
            int count = (int) amount(node, gpuResource);
            String product = node.getMetadata().getLabels().getOrDefault(PRODUCT, "");
            String platform = product.isEmpty() ? UNTYPED : GpuModel.platform(product);
            for (int index = 0; index < count; index++) {
                gpus.add(slot(name + "/gpu" + index, platform, product, OptionalInt.of(index), memory, Math.max(1, cores / count)));
            }
            machines.add(slot(name + "/cpu0", Slot.CPU, name, OptionalInt.empty(), memory, cores));
        }
        return gpus.isEmpty() ? machines : gpus;
    }

    /**
     * The slots of a text such as {@code a100=8,t4=4} or {@code cpu=4}.
     *
     * @param key the configuration's key, for the refusal
     * @param cores of each slot
     */
    static List<Slot> of(String key, String text, int cores) {
        List<Slot> slots = new ArrayList<>();
        for (String part : text.split("\\s*,\\s*")) {
            Matcher matcher = COUNT.matcher(part);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(key + " counts platforms, such as a100=8,t4=4, unlike '" + part + "'");
            }
            String platform = matcher.group(1);
            boolean gpu = !platform.equals(Slot.CPU);
            for (int index = 0; index < Integer.parseInt(matcher.group(2)); index++) {
                slots.add(slot(platform + index, platform, "", gpu ? OptionalInt.of(index) : OptionalInt.empty(), 0, cores));
            }
        }
        return slots;
    }

    private static Slot slot(String name, String platform, String model, OptionalInt gpu, long memory, int cores) {
        return new Slot(KubernetesExecutor.NAME + "/" + name, KubernetesExecutor.NAME, platform, model, gpu, memory, cores);
    }

    private static long amount(Node node, String resource) {
        Quantity quantity = node.getStatus().getAllocatable().get(resource);
        return quantity == null ? 0 : quantity.getNumericalAmount().longValue();
    }
}
