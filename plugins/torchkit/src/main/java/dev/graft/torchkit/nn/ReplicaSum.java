// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.nn;

import org.bytedeco.pytorch.Tensor;

/** Adds up what the replicas of a network compute at the same time, each in a process of its own. */
@FunctionalInterface
public interface ReplicaSum {

    /**
     * The sum of the tensors of all replicas, the same everywhere. It can be differentiated: the gradient of every replica's loss flows
     * back to every replica.
     *
     * @param own of the same shape on all replicas, which all have to call this, in the same order
     */
    Tensor of(Tensor own);
}
