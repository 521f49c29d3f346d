// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.spi.launch.LaunchPlan;
import java.util.List;
import java.util.Map;

/** Runs work on the slots of one machine or cluster. Thread safe; its methods may be called from any thread. */
public interface Executor {

    /** Its name, stored with each job that it runs; for example {@code local}. */
    String name();

    /** Its slots. The same at every call. */
    List<Slot> slots();

    /** Whether its slots are those of this machine, so that servers on other machines can neither use them nor find its workers. */
    default boolean local() {
        return false;
    }

    /** How much of its slots' devices is used, by slot id; without an entry for a slot of which nothing is known. May take a second. */
    default Map<String, SlotUsage> usage() {
        return Map.of();
    }

    /** Whether it can run one of the plan's forms. */
    boolean canRun(LaunchPlan plan);

    /**
     * Starts a worker and returns at once. An earlier attempt of the same work must be over.
     *
     * @throws dev.graft.spi.error.GraftException if it cannot be started; nothing runs then
     */
    Worker start(Work work);

    /**
     * Finds the worker of an attempt that was started, or about to be started, by a server that is gone. When this returns, the attempt
     * either runs, has ended, or will never run; in the last two cases {@link Worker#end()} is complete.
     */
    Worker reattach(Attempt attempt);
}
