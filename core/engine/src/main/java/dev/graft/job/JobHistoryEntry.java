// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** One state change of a job: when, from where to where, by whom and why. Never changed. */
@Entity
@Table(name = "job_history")
public class JobHistoryEntry {

    @Id
    private UUID id;

    @Column(name = "job_id", nullable = false)
    private UUID jobId;

    @Column(name = "changed_on", nullable = false)
    private Instant time;

    @Enumerated(EnumType.STRING)
    @Column(name = "from_state")
    private JobState from;

    @Enumerated(EnumType.STRING)
    @Column(name = "to_state", nullable = false)
    private JobState to;

    @Column(nullable = false)
    private String who;

    @Column(nullable = false)
    private String why;

    /** For JPA. */
    protected JobHistoryEntry() {}

    /**
     * An entry.
     *
     * @param from the state before; empty for a new job
     * @param who a user's id, or the part of the server that acted
     * @param why the reason, one sentence; cut after 1,000 characters
     */
    public JobHistoryEntry(UUID jobId, Instant time, Optional<JobState> from, JobState to, String who, String why) {
        this.id = UUID.randomUUID();
        this.jobId = Objects.requireNonNull(jobId, "jobId");
        this.time = time.truncatedTo(ChronoUnit.MICROS);
        this.from = from.orElse(null);
        this.to = Objects.requireNonNull(to, "to");
        this.who = Objects.requireNonNull(who, "who");
        this.why = why.length() <= 1000 ? why : why.substring(0, 999) + "…";
    }

    public UUID jobId() {
        return jobId;
    }

    public Instant time() {
        return time;
    }

    /** The state before; empty for a new job. */
    public Optional<JobState> from() {
        return Optional.ofNullable(from);
    }

    public JobState to() {
        return to;
    }

    /** A user's id, or the part of the server that acted. */
    public String who() {
        return who;
    }

    public String why() {
        return why;
    }
}
