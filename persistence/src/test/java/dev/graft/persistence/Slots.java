// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence;

import dev.graft.executor.Attempt;
import dev.graft.executor.Executor;
import dev.graft.executor.Slot;
import dev.graft.executor.Work;
import dev.graft.executor.Worker;
import dev.graft.spi.launch.LaunchPlan;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * An executor on which nothing is ever started.
 *
 * @param count how many slots it has
 */
public record Slots(int count) implements Executor {
    @Override
    public String name() {
        return "fake";
    }

    @Override
    public List<Slot> slots() {
        return IntStream.range(0, count)
                .mapToObj(i -> new Slot("fake/" + i, name(), Slot.CPU, "", OptionalInt.empty(), 0, 1))
                .toList();
    }

    @Override
    public boolean canRun(LaunchPlan plan) {
        return true;
    }

    @Override
    public Worker start(Work work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Worker reattach(Attempt attempt) {
        throw new UnsupportedOperationException();
    }
}
