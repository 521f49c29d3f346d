// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.slurm;

import java.util.Arrays;

/** States of a Slurm job, as far as they matter here (squeue(1), section Job state codes). */
enum SlurmState {
    /** Waits in Slurm's queue. */
    PENDING(true),
    CONFIGURING(true),
    RUNNING(true),
    COMPLETING(true),
    STAGE_OUT(true),
    SUSPENDED(true),
    REQUEUED(true),
    SIGNALING(true),
    STOPPED(true),
    RESIZING(true),
    COMPLETED(false),
    FAILED(false),
    CANCELLED(false),
    TIMEOUT(false),
    DEADLINE(false),
    OUT_OF_MEMORY(false),
    NODE_FAIL(false),
    BOOT_FAIL(false),
    PREEMPTED(false),
    REVOKED(false),
    /** A word that is not known here; taken for a job that is not over. */
    UNKNOWN(true);

    private final boolean active;

    SlurmState(boolean active) {
        this.active = active;
    }

    /** Whether the job is not over. */
    boolean active() {
        return active;
    }

    /** The state of Slurm's word for it, which may have more behind it: {@code CANCELLED by 1000}. */
    static SlurmState of(String word) {
        String first = word.strip().split("[ +]")[0];
        return Arrays.stream(values()).filter(state -> state.name().equals(first)).findFirst().orElse(UNKNOWN);
    }
}
