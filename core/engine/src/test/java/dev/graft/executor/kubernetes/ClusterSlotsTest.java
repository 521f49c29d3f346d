// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.executor.Slot;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSlotsTest {

    private static final String GPU = KubernetesSettings.NVIDIA_GPU;

    @Test
    void everyGpuOfANodeIsASlotWithItsShareOfTheCores() {
        Node node = node("one", Map.of("cpu", "31500m", "memory", "64Gi", GPU, "4"), Map.of(ClusterSlots.PRODUCT, "NVIDIA-A100-SXM4-80GB"));

        List<Slot> slots = ClusterSlots.of(List.of(node, node("two", Map.of("cpu", "8", "memory", "16Gi"), Map.of())), GPU);

        assertThat(slots).extracting(Slot::id).containsExactly(
                "kubernetes/one/gpu0", "kubernetes/one/gpu1", "kubernetes/one/gpu2", "kubernetes/one/gpu3");
        assertThat(slots).allSatisfy(slot -> {
            assertThat(slot.platform()).isEqualTo("a100");
            assertThat(slot.gpu()).isTrue();
            assertThat(slot.cores()).isEqualTo(7);
        });
    }

    @Test
    void withoutAnyGpuEveryNodeIsASlot() {
        Node closed = new NodeBuilder(node("closed", Map.of("cpu", "8"), Map.of())).editSpec().withUnschedulable(true).endSpec().build();

        List<Slot> slots = ClusterSlots.of(List.of(node("one", Map.of("cpu", "8", "memory", "16Gi"), Map.of()), closed), GPU);

        assertThat(slots).singleElement().satisfies(slot -> {
            assertThat(slot.platform()).isEqualTo(Slot.CPU);
            assertThat(slot.memoryBytes()).isEqualTo(16L << 30);
        });
    }

    @Test
    void slotsCanBeCountedInTheConfiguration() {
        List<Slot> slots = ClusterSlots.of("key", "a100=2, cpu=1", 6);

        assertThat(slots).extracting(Slot::platform).containsExactly("a100", "a100", "cpu");
        assertThat(slots).extracting(Slot::gpu).containsExactly(true, true, false);
        assertThat(slots).extracting(Slot::id).doesNotHaveDuplicates();
        assertThat(slots).extracting(Slot::cores).containsOnly(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a100", "a100=many", "a100=1;t4=2"})
    void otherWordsAreRefusedWithTheKey(String text) {
        assertThatThrownBy(() -> ClusterSlots.of("graft.kubernetes.slots", text, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("graft.kubernetes.slots");
    }

    private static Node node(String name, Map<String, String> allocatable, Map<String, String> labels) {
        NodeBuilder node = new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .endStatus();
        allocatable.forEach((resource, amount) -> node.editStatus().addToAllocatable(resource, new Quantity(amount)).endStatus());
        return node.build();
    }
}
