// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.slurm;

import dev.graft.executor.WorkerEnd;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells from Slurm's queue and the attempt's folder whether and how a worker has ended. */
final class SlurmVerdict {

    private SlurmVerdict() {}

    /**
     * What is known of an attempt at one look.
     *
     * @param entry its line of the queue; empty if Slurm does not know the job any more
     * @param begun whether its shell has begun
     * @param exitCode what its shell has left
     * @param overrun whether it was stopped because its time was over
     * @param stopped whether it was stopped from here
     * @param patient whether a file that should be there may still come; network file systems are late
     */
    record Look(
            Optional<QueueEntry> entry, boolean begun, OptionalInt exitCode, boolean overrun, boolean stopped, boolean patient) {}

    /** The end; empty while it goes on. */
    static Optional<WorkerEnd> of(Look look) {
        if (look.entry().filter(entry -> entry.state().active()).isPresent()) {
            return Optional.empty();
        }
        SlurmState state = look.entry().map(QueueEntry::state).orElse(SlurmState.UNKNOWN);
        if (state == SlurmState.OUT_OF_MEMORY) {
            return Optional.of(WorkerEnd.outOfMemory(look.exitCode()));
        }
        if (look.overrun() || state == SlurmState.TIMEOUT || state == SlurmState.DEADLINE) {
            return Optional.of(WorkerEnd.timeLimit(look.exitCode()));
        }
        if (look.exitCode().isPresent()) {
            return Optional.of(WorkerEnd.exited(look.exitCode().getAsInt()));
        }
        if (look.stopped() && !look.begun()) {
            return Optional.of(WorkerEnd.neverStarted());
        }
        return withoutExitCode(look, state);
    }

    private static Optional<WorkerEnd> withoutExitCode(Look look, SlurmState state) {
        return switch (state) {
            case NODE_FAIL, BOOT_FAIL, PREEMPTED, CANCELLED, REVOKED -> Optional.of(lost(look, state));
            case FAILED -> look.begun() && look.patient() ? Optional.empty() : Optional.of(failed(look));
            default -> look.patient() ? Optional.empty() : Optional.of(lost(look, state));
        };
    }

    private static WorkerEnd failed(Look look) {
        return look.begun()
                ? WorkerEnd.lost()
                : WorkerEnd.unavailable("Slurm could not run the job (" + withReason(SlurmState.FAILED, look) + ").");
    }

    private static WorkerEnd lost(Look look, SlurmState state) {
        return look.begun()
                ? WorkerEnd.lost()
                : WorkerEnd.unavailable("Slurm ended the job before it ran (" + withReason(state, look) + ").");
    }

    private static String withReason(SlurmState state, Look look) {
        return look.entry().map(QueueEntry::reason).filter(reason -> !reason.isEmpty()).map(reason -> state + ", " + reason).orElse(state.name());
    }
}
