// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

/** Samples that go through a network together. Belongs to one thread; its native memory is used again once it is closed. */
public interface Batch extends AutoCloseable {

    /** Number of samples, at least 1. */
    int size();

    /** Gives the memory back. Tensors of this batch must not be used any more. */
    @Override
    void close();
}
