// SPDX-License-Identifier: Apache-2.0
package dev.graft.automl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Objects;
import java.util.UUID;

/** A search over hyperparameters. How it stands is told by its job and its trials. */
@Entity
@Table(name = "searches")
public class Search {

    @Id
    @Column(name = "job_id")
    private UUID jobId;

    @Version
    @Column(name = "lock_version", nullable = false)
    private long lockVersion;

    @Column(nullable = false)
    private ObjectNode plan;

    /** For JPA. */
    protected Search() {}

    /** The search of a job. */
    public Search(UUID jobId, SearchPlan plan) {
        this.jobId = Objects.requireNonNull(jobId, "jobId");
        this.plan = plan.toJson();
    }

    /** Id of its job. */
    public UUID jobId() {
        return jobId;
    }

    /** Rises with every change. */
    public long lockVersion() {
        return lockVersion;
    }

    public SearchPlan plan() {
        return SearchPlan.of(plan);
    }

    /** Goes on within other limits. */
    void limit(SearchSettings limits) {
        SearchPlan known = plan();
        plan = known.with(known.settings().withLimitsOf(limits)).toJson();
    }
}
