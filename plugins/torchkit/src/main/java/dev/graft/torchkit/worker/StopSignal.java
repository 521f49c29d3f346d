// SPDX-License-Identifier: Apache-2.0
package dev.graft.torchkit.worker;

import java.util.concurrent.atomic.AtomicBoolean;

/** A request to stop, made once and never taken back. Safe for several threads. */
public final class StopSignal {

    private final AtomicBoolean requested = new AtomicBoolean();

    /** Asks to stop; returns at once. */
    public void request() {
        requested.set(true);
    }

    /** Whether someone asked to stop. */
    public boolean isRequested() {
        return requested.get();
    }

    /**
     * Does nothing as long as nobody asked to stop.
     *
     * @throws StopRequestedException if someone did
     */
    public void check() {
        if (isRequested()) {
            throw new StopRequestedException("stopped on request; nothing was finished");
        }
    }
}
