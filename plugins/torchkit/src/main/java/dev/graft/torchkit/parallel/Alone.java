// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.parallel;

import org.bytedeco.pytorch.Tensor;

/** The only replica: every sum is its own part. */
record Alone() implements ReplicaGroup {

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public Tensor of(Tensor own) {
        return own;
    }

    @Override
    public void addUp(Tensor tensor) {}

    @Override
    public void takeFromFirst(Tensor tensor) {}
}
