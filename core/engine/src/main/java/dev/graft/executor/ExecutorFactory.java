// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.util.List;

/** Makes one kind of executor from the configuration. A CDI bean; {@code graft.executors} names the kinds that a server has. */
public interface ExecutorFactory {

    /** The kind's word in {@code graft.executors}, for example {@code container}. */
    String kind();

    /** Whether it runs on the slots of this machine; else it has slots of its own. */
    boolean onThisMachine();

    /**
     * Makes the executor.
     *
     * @param machine the slots of this machine; ignored by an executor that has its own
     * @throws IllegalArgumentException if the configuration is wrong, saying which key and what is allowed
     */
    Executor make(List<Slot> machine);
}
