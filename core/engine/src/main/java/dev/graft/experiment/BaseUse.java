// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.Objects;
import java.util.UUID;

/** One of the experiments whose models an experiment starts from. Belongs to the experiment, which makes and removes it. */
@Entity
@Table(name = "experiment_bases")
class BaseUse {

    @Id
    @Column(name = "id")
    private UUID id;

    @ManyToOne(optional = false)
    @JoinColumn(name = "experiment_id", nullable = false)
    private Experiment experiment;

    /** Place among the base experiments, from 0. */
    @Column(name = "place", nullable = false)
    private int place;

    @Column(name = "base_id", nullable = false)
    private UUID baseId;

    /** For JPA. */
    protected BaseUse() {}

    BaseUse(Experiment experiment, int place, UUID baseId) {
        this.id = UUID.randomUUID();
        this.experiment = Objects.requireNonNull(experiment, "experiment");
        this.place = place;
        this.baseId = Objects.requireNonNull(baseId, "baseId");
    }

    int place() {
        return place;
    }

    UUID baseId() {
        return baseId;
    }
}
