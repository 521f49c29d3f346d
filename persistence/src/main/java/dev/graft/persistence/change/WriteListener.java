// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.change;

import dev.graft.change.RowWritten;
import dev.graft.change.RowWritten.Kind;
import dev.graft.dataset.Dataset;
import dev.graft.experiment.Experiment;
import dev.graft.job.Job;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;
import java.util.Optional;
import java.util.Set;

/**
 * Hears of every entity that is written; {@code META-INF/orm.xml} names it. It looks for CDI at each write, as not every server injects
 * into listeners, and outside a container there is nobody to tell.
 */
public class WriteListener {

    @PostPersist
    @PostUpdate
    @PostRemove
    void written(Object entity) {
        shown(entity).ifPresent(WriteListener::tell);
    }

    /** Tells of a row that SQL has written past the entities. */
    public static void tell(RowWritten row) {
        container().ifPresent(cdi -> cdi.getBeanManager().getEvent().fire(row));
    }

    private static Optional<RowWritten> shown(Object entity) {
        if (entity instanceof Job job) {
            return Optional.of(new RowWritten(Kind.JOB, job.org(), Set.of(job.id(), job.owner().id())));
        }
        if (entity instanceof Dataset dataset) {
            return Optional.of(new RowWritten(Kind.DATASET, dataset.org(), Set.of(dataset.id())));
        }
        if (entity instanceof Experiment experiment) {
            return Optional.of(new RowWritten(Kind.EXPERIMENT, experiment.org(), Set.of(experiment.id())));
        }
        return Optional.empty();
    }

    private static Optional<CDI<Object>> container() {
        try {
            return Optional.of(CDI.current());
        } catch (IllegalStateException outside) {
            return Optional.empty();
        }
    }
}
