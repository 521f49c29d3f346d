// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import dev.graft.spi.worker.ExitCode;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a worker ended.
 *
 * @param cause what ended it
 * @param exitCode its exit code, 128 + n after signal n; empty when there is none
 * @param detail more about it in the words of what ran it, a sentence; may be empty
 */
public record WorkerEnd(Cause cause, OptionalInt exitCode, String detail) {

    /** What ended a worker. */
    public enum Cause {
        /** It ended by itself or by a signal, with an exit code. */
        EXITED,
        /** It was killed because it wanted more memory than it may have. */
        OUT_OF_MEMORY,
        /** It was stopped because its time was over. */
        TIME_LIMIT,
        /** It vanished without an exit code: the machine stopped, or somebody killed all its processes. */
        LOST,
        /** It never ran and never will: the server was gone, or stopped it, before it came up. */
        NEVER_STARTED,
        /** It never ran, as what should have run it could not: no image, no node, no room. Another time may be better. */
        UNAVAILABLE
    }

    public WorkerEnd {
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(exitCode, "exitCode");
        Objects.requireNonNull(detail, "detail");
    }

    /** Ended with an exit code. */
    public static WorkerEnd exited(int exitCode) {
        return new WorkerEnd(Cause.EXITED, OptionalInt.of(exitCode), "");
    }

    /** Ended with an exit code, or vanished if it left none. */
    public static WorkerEnd of(OptionalInt exitCode) {
        return exitCode.isPresent() ? exited(exitCode.getAsInt()) : lost();
    }

    /** Killed for its memory. */
    public static WorkerEnd outOfMemory(OptionalInt exitCode) {
        return new WorkerEnd(Cause.OUT_OF_MEMORY, exitCode, "");
    }

    /** Stopped as its time was over. A worker that had just succeeded has succeeded. */
    public static WorkerEnd timeLimit(OptionalInt exitCode) {
        return exitCode.equals(OptionalInt.of(ExitCode.SUCCESS.code()))
                ? exited(ExitCode.SUCCESS.code())
                : new WorkerEnd(Cause.TIME_LIMIT, exitCode, "");
    }

    /** Vanished without a word. */
    public static WorkerEnd lost() {
        return new WorkerEnd(Cause.LOST, OptionalInt.empty(), "");
    }

    /** Never ran and never will. */
    public static WorkerEnd neverStarted() {
        return new WorkerEnd(Cause.NEVER_STARTED, OptionalInt.empty(), "");
    }

    /**
     * Could not be run.
     *
     * @param detail why, a sentence for people
     */
    public static WorkerEnd unavailable(String detail) {
        return new WorkerEnd(Cause.UNAVAILABLE, OptionalInt.empty(), detail);
    }
}
