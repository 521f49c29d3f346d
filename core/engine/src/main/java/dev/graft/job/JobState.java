// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import java.util.EnumSet;
import java.util.Set;

/** State of a job, with its legal moves. */
public enum JobState {
    /** Stored; waits for what it needs or for free slots. */
    PENDING("Pending"),
    /** Slots are reserved for it; its worker starts, runs or is being stopped. */
    RUNNING("Running"),
    /** Ended well; its artifacts are packed. A search over hyperparameters can be resumed for more trials. */
    DONE("Done"),
    /** Ended badly; the detailed status says why and what to do. */
    ERROR("Error"),
    /** Stopped by a person; a training can be resumed. */
    CANCELED("Canceled");

    private final String label;

    JobState(String label) {
        this.label = label;
    }

    /** The word of the API's {@code JobStatus}, for example {@code Canceled}. */
    public String label() {
        return label;
    }

    /** Whether the job is over, until somebody resumes it. */
    public boolean ended() {
        return this == DONE || this == ERROR || this == CANCELED;
    }

    /** Whether a job in this state may move to {@code next}. */
    public boolean mayBecome(JobState next) {
        return nexts().contains(next);
    }

    private Set<JobState> nexts() {
        return switch (this) {
            case PENDING -> EnumSet.of(RUNNING, ERROR, CANCELED);
            case RUNNING -> EnumSet.of(DONE, ERROR, CANCELED, PENDING);
            case CANCELED, DONE -> EnumSet.of(PENDING);
            case ERROR -> EnumSet.noneOf(JobState.class);
        };
    }
}
