// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How much of a slot's device is used: of the GPU, or of the machine on a slot without one.
 *
 * @param percent share of its time in which it worked lately, 0 to 100; empty if unknown
 * @param memoryBytes memory in use; empty if unknown
 */
public record SlotUsage(OptionalInt percent, OptionalLong memoryBytes) {

    /** Nothing is known. */
    public static final SlotUsage UNKNOWN = new SlotUsage(OptionalInt.empty(), OptionalLong.empty());

    public SlotUsage {
        Objects.requireNonNull(percent, "percent");
        Objects.requireNonNull(memoryBytes, "memoryBytes");
    }
}
