// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.executor;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.graft.executor.Slot;
import java.util.List;
import java.util.OptionalInt;

/**
 * Something that runs jobs; an addition to the contract.
 *
 * @param name its name
 * @param slots where jobs can run on it
 */
record ExecutorRsp(String name, List<SlotRsp> slots) {

    /**
     * A GPU, or a share of the cores of a machine without one.
     *
     * @param memory bytes
     */
    record SlotRsp(
            String id, String platform, String model, @JsonProperty("gpu_index") OptionalInt gpuIndex, long memory, int cores) {
        static SlotRsp of(Slot slot) {
            return new SlotRsp(slot.id(), slot.platform(), slot.model(), slot.gpuIndex(), slot.memoryBytes(), slot.cores());
        }
    }
}
