// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.dataset;

import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetQuery;
import dev.graft.dataset.DatasetRepository;
import dev.graft.dataset.PullStatus;
import dev.graft.page.Page;
import dev.graft.persistence.ListQuery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Datasets in the database. */
@ApplicationScoped
@Transactional
public class JpaDatasetRepository implements DatasetRepository {

    private final EntityManager entityManager;

    /** For the container's proxy. */
    protected JpaDatasetRepository() {
        this(null);
    }

    @Inject
    public JpaDatasetRepository(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public void add(Dataset dataset) {
        entityManager.persist(dataset);
        entityManager.flush();
    }

    @Override
    public Optional<Dataset> find(String org, UUID id) {
        return Optional.ofNullable(entityManager.find(Dataset.class, id)).filter(dataset -> dataset.org().equals(org));
    }

    @Override
    public List<Dataset> findAll(String org, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return entityManager
                .createQuery("select e from Dataset e where e.org = :org and e.id in :ids", Dataset.class)
                .setParameter("org", org)
                .setParameter("ids", ids)
                .getResultList();
    }

    @Override
    public Page<Dataset> list(String org, DatasetQuery query) {
        return new ListQuery<>(Dataset.class)
                .where("e.org = :org", "org", org)
                .matching("name", query.name())
                .matching("type", query.type())
                .matching("format", query.format())
                .page(entityManager, query.page());
    }

    @Override
    public void remove(Dataset dataset) {
        entityManager.remove(dataset);
        entityManager.flush();
    }

    @Override
    public Dataset flushed(Dataset dataset) {
        entityManager.flush();
        return dataset;
    }

    @Override
    public List<Dataset> inStatus(PullStatus status) {
        return entityManager
                .createQuery("select e from Dataset e where e.status = :status order by e.id", Dataset.class)
                .setParameter("status", status)
                .getResultList();
    }
}
