// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.container;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import dev.graft.executor.WorkerEnd;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Tells from what an engine knows of a container how its worker ended. */
final class ContainerEnd {

    private static final int SIGKILLED = 128 + 9;

    private static final String CREATED = "created";
    private static final Set<String> OVER = Set.of("exited", "dead", "stopped");

    private ContainerEnd() {}

    /**
     * The end. Not every engine notices that the kernel has killed a container for its memory (conmon misses it where both versions of
     * control groups are mounted), so a SIGKILL within a memory limit that nobody here has sent counts as that too.
     *
     * @param state of a container that is over
     * @param overrun whether it was stopped because its time was over
     * @param killed whether it was sent SIGKILL from here
     * @param memoryLimited whether it had a memory limit
     */
    static WorkerEnd of(ContainerState state, boolean overrun, boolean killed, boolean memoryLimited) {
        if (CREATED.equals(state.getStatus())) {
            return overrun ? WorkerEnd.timeLimit(OptionalInt.empty()) : WorkerEnd.lost();
        }
        Long code = state.getExitCodeLong();
        OptionalInt exitCode = code == null ? OptionalInt.empty() : OptionalInt.of(code.intValue());
        boolean killedByOthers = exitCode.equals(OptionalInt.of(SIGKILLED)) && !killed;
        if (Boolean.TRUE.equals(state.getOOMKilled()) || (killedByOthers && memoryLimited)) {
            return WorkerEnd.outOfMemory(exitCode);
        }
        return overrun ? WorkerEnd.timeLimit(exitCode) : WorkerEnd.of(exitCode);
    }

    /**
     * Whether a container has run and is over. One that was started once and is as if it never was has been forgotten: Podman does that
     * when the machine, or its folder for what a restart clears, was reset.
     */
    static boolean isOver(ContainerState state) {
        return OVER.contains(state.getStatus()) || (CREATED.equals(state.getStatus()) && startedAt(state).isPresent());
    }

    /** Whether a container was made and never started. */
    static boolean hasNotRun(ContainerState state) {
        return CREATED.equals(state.getStatus()) && startedAt(state).isEmpty();
    }

    /** When a container was started; empty if it was not. */
    static Optional<Instant> startedAt(ContainerState state) {
        try {
            return Optional.ofNullable(state.getStartedAt()).map(Instant::parse).filter(time -> time.isAfter(Instant.EPOCH));
        } catch (DateTimeParseException e) {
            throw new IllegalStateException("the container engine's time '" + state.getStartedAt() + "' is not understood", e);
        }
    }
}
