// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.dataset;

import dev.graft.cloud.PullCount;
import dev.graft.dataset.PullLedger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
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
        return entityManager
                        .createQuery("update Dataset e set e.pulledFiles = :files, e.pulledBytes = :bytes,"
                                + " e.pullTotalFiles = :totalFiles, e.pullTotalBytes = :totalBytes"
                                + " where e.org = :org and e.id = :id")
                        .setParameter("files", count.files())
                        .setParameter("bytes", count.bytes())
                        .setParameter("totalFiles", count.totalFiles())
                        .setParameter("totalBytes", count.totalBytes())
                        .setParameter("org", org)
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }
}
