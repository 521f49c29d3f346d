// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

/** Decides what runs next. A pure function: the same state gives the same decision, and nothing else is looked at or changed. */
@FunctionalInterface
public interface SchedulingPolicy {

    /** What starts now; never more than there are free slots. */
    Decision decide(PoolState state);
}
