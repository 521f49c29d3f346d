// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.dataset;

import dev.graft.change.RowWritten;
import dev.graft.cloud.PullCount;
import dev.graft.dataset.PullLedger;
import dev.graft.persistence.change.WriteListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.UUID;

/** Counts in the database, beside the dataset's version, so that they never stand in the way of a change by a user. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class JpaPullLedger implements PullLedger {

    private final EntityManager entityManager;

    /** For the container's proxy. */
    protected JpaPullLedger() {
        this(null);
    }

    @Inject
    public JpaPullLedger(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public boolean record(String org, UUID id, PullCount count) {
        // SQL, as EclipseLink raises the version of every entity that a JPQL update touches, and progress must not change an ETag.
        boolean known = entityManager
                        .createNativeQuery("update datasets set pulled_files = ?1, pulled_bytes = ?2,"
                                + " pull_total_files = ?3, pull_total_bytes = ?4 where org = ?5 and id = ?6")
                        .setParameter(1, count.files())
                        .setParameter(2, count.bytes())
                        .setParameter(3, count.totalFiles())
                        .setParameter(4, count.totalBytes())
                        .setParameter(5, org)
                        .setParameter(6, id)
                        .executeUpdate()
                == 1;
        WriteListener.tell(new RowWritten(RowWritten.Kind.DATASET, org, Set.of(id)));
        return known;
    }
}
