// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a worker ended.
 *
 * @param started whether it ever ran; false when the server was gone before its worker came up
 * @param exitCode its exit code, 128 + n after signal n; empty when it never ran, or vanished without one: the machine stopped, or
 *     somebody killed all its processes
 */
public record WorkerEnd(boolean started, OptionalInt exitCode) {
    public WorkerEnd {
        Objects.requireNonNull(exitCode, "exitCode");
    }

    /** Ended with an exit code. */
    public static WorkerEnd exited(int exitCode) {
        return new WorkerEnd(true, OptionalInt.of(exitCode));
    }

    /** Vanished without a word. */
    public static WorkerEnd lost() {
        return new WorkerEnd(true, OptionalInt.empty());
    }

    /** Never ran and never will. */
    public static WorkerEnd neverStarted() {
        return new WorkerEnd(false, OptionalInt.empty());
    }
}
