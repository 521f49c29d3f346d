// SPDX-License-Identifier: Apache-2.0
package dev.graft.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;

/** What one attempt of a job was made of, as it was when it started. Never changed. */
@Entity
@Table(name = "job_lineage")
public class JobLineage {

    @Id
    private UUID id;

    @Column(name = "job_id", nullable = false)
    private UUID jobId;

    @Column(nullable = false)
    private int attempt;

    @Column(name = "recorded_on", nullable = false)
    private Instant recordedOn;

    @Column(nullable = false)
    private ObjectNode sources;

    /** For JPA. */
    protected JobLineage() {}

    /**
     * The lineage of an attempt.
     *
     * @param attempt 1 for the first
     * @param sources {@code plugin}, {@code datasets}, {@code parent}, {@code base_models}, {@code resumed_from}; what there is not is absent
     */
    public JobLineage(UUID jobId, int attempt, Instant recordedOn, ObjectNode sources) {
        this.id = UUID.randomUUID();
        this.jobId = Objects.requireNonNull(jobId, "jobId");
        this.attempt = attempt;
        this.recordedOn = recordedOn.truncatedTo(ChronoUnit.MICROS);
        this.sources = sources.deepCopy();
    }

    public UUID jobId() {
        return jobId;
    }

    /** 1 for the first. */
    public int attempt() {
        return attempt;
    }

    public Instant recordedOn() {
        return recordedOn;
    }

    /** Plugin, datasets, parent, base models; a copy. */
    public ObjectNode sources() {
        return sources.deepCopy();
    }
}
