// SPDX-License-Identifier: Apache-2.0
package dev.graft.fault;

import dev.graft.spi.error.GraftException;
import java.util.Optional;

/** Knows what an exception of the database means to a caller, however deep it is wrapped. */
public interface StoreFaults {

    /**
     * The fault that an exception stands for: CONFLICT if two requests met, so that one can be repeated; DATABASE_UNAVAILABLE if it may
     * work later. Empty if it says nothing that a caller could act on.
     */
    Optional<GraftException> explain(Throwable thrown);
}
