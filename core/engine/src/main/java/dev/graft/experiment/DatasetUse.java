// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import dev.graft.spi.network.ActionRule.DatasetRole;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.Objects;
import java.util.UUID;

/** The part that one dataset plays in an experiment. Belongs to the experiment, which makes and removes it. */
@Entity
@Table(name = "experiment_datasets")
class DatasetUse {

    @Id
    @Column(name = "id")
    private UUID id;

    @ManyToOne(optional = false)
    @JoinColumn(name = "experiment_id", nullable = false)
    private Experiment experiment;

    @Enumerated(EnumType.STRING)
    @Column(name = "dataset_role", nullable = false, length = 16)
    private DatasetRole role;

    /** Place among the datasets of the role, from 0. */
    @Column(name = "place", nullable = false)
    private int place;

    @Column(name = "dataset_id", nullable = false)
    private UUID datasetId;

    /** For JPA. */
    protected DatasetUse() {}

    DatasetUse(Experiment experiment, DatasetRole role, int place, UUID datasetId) {
        this.id = UUID.randomUUID();
        this.experiment = Objects.requireNonNull(experiment, "experiment");
        this.role = Objects.requireNonNull(role, "role");
        this.place = place;
        this.datasetId = Objects.requireNonNull(datasetId, "datasetId");
    }

    DatasetRole role() {
        return role;
    }

    int place() {
        return place;
    }

    UUID datasetId() {
        return datasetId;
    }
}
