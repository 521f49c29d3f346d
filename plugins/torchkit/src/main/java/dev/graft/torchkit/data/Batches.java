// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.data;

import java.util.Iterator;

/**
 * The batches of an epoch in their order. For one thread; close each batch before asking for the next but one.
 *
 * @param <B> what they are
 */
public interface Batches<B extends Batch> extends Iterator<B>, AutoCloseable {

    /** Stops the threads that put batches together, and waits for them. */
    @Override
    void close();
}
