// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.parallel;

import dev.graft.torchkit.nn.ReplicaSum;
import org.bytedeco.pytorch.Tensor;

/** The replicas of one training, seen from one of them. For one thread; all replicas call the same methods in the same order. */
public interface ReplicaGroup extends ReplicaSum {

    /** Number of this replica, from 0. */
    int rank();

    /** Number of replicas, at least 1. */
    int size();

    /** Whether this replica is the one that measures, writes and reports. */
    default boolean isFirst() {
        return rank() == 0;
    }

    /** Whether there is no other. */
    default boolean isAlone() {
        return size() == 1;
    }

    /** Puts the sum over all replicas in place of a tensor; no gradient flows through it. */
    void addUp(Tensor tensor);

    /** Puts the first replica's values in place of a tensor. */
    void takeFromFirst(Tensor tensor);

    /** A training in one process. */
    static ReplicaGroup alone() {
        return new Alone();
    }
}
