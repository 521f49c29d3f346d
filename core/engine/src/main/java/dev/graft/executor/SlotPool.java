// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All executors and their slots. Immutable; who holds which slot is told by the running jobs. */
public final class SlotPool {

    private final Map<String, Executor> executors;
    private final Map<String, Slot> slots;

    /**
     * A pool.
     *
     * @param executors with different names
     */
    public SlotPool(List<Executor> executors) {
        this.executors = executors.stream().collect(Collectors.toMap(
                Executor::name, Function.identity(), (one, two) -> one, LinkedHashMap::new));
        this.slots = executors.stream().flatMap(executor -> executor.slots().stream()).collect(Collectors.toMap(
                Slot::id, Function.identity(), (one, two) -> one, LinkedHashMap::new));
        if (this.executors.size() != executors.size()) {
            throw new IllegalArgumentException("two executors have the same name: " + this.executors.keySet());
        }
    }

    /** All executors. */
    public List<Executor> executors() {
        return List.copyOf(executors.values());
    }

    /** All slots, executor by executor. */
    public List<Slot> slots() {
        return List.copyOf(slots.values());
    }

    /** A slot; empty if the machine or its configuration has changed and it is no more. */
    public Optional<Slot> slot(String id) {
        return Optional.ofNullable(slots.get(id));
    }

    /** An executor; empty if the configuration has changed and it is no more. */
    public Optional<Executor> executor(String name) {
        return Optional.ofNullable(executors.get(name));
    }

    /**
     * Makes sure that work can ever run here.
     *
     * @param count number of slots, at least 1
     * @param platform the kind of GPU; empty for any
     * @throws GraftException NO_SUCH_RESOURCES if no executor has so many such slots
     */
    public void requireFitting(long count, Optional<String> platform) {
        Objects.requireNonNull(platform, "platform");
        long most = executors.values().stream().mapToLong(executor -> fitting(executor, platform)).max().orElse(0);
        if (count > most) {
            throw new GraftException(StandardError.NO_SUCH_RESOURCES, refusal(count, platform, most));
        }
    }

    /** How many of an executor's slots a job could have; of slices one alone. */
    private static long fitting(Executor executor, Optional<String> platform) {
        List<Slot> slots = executor.slots().stream()
                .filter(slot -> platform.map(slot.platform()::equalsIgnoreCase).orElse(true))
                .toList();
        long whole = slots.stream().filter(slot -> !slot.slice()).count();
        return Math.max(whole, Math.min(1, slots.size()));
    }

    private String refusal(long count, Optional<String> platform, long most) {
        String wanted = count + " × " + platform.orElse("any platform");
        String there = slots.values().stream()
                .collect(Collectors.groupingBy(Slot::platform, TreeMap::new, Collectors.counting()))
                .entrySet().stream()
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining(", "));
        return "No executor has " + wanted + "; this server has " + (there.isEmpty() ? "no slot at all" : there)
                + ", and one job can get at most " + most + " of that kind. Ask for less with num_gpu, or for another platform.";
    }
}
