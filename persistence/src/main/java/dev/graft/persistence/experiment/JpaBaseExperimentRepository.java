// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.experiment;

import dev.graft.experiment.Experiment;
import dev.graft.experiment.base.BaseExperimentRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Base experiments in the database: the experiments that have a pull of their own. */
@ApplicationScoped
@Transactional
public class JpaBaseExperimentRepository implements BaseExperimentRepository {

    private final EntityManager entityManager;

    /** For the container's proxy. */
    protected JpaBaseExperimentRepository() {
        this(null);
    }

    @Inject
    public JpaBaseExperimentRepository(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public List<Experiment> all() {
        return entityManager
                .createQuery(
                        "select e from Experiment e where e.basePullStatus is not null order by e.name, e.id", Experiment.class)
                .getResultList();
    }

    @Override
    public Optional<Experiment> find(UUID id) {
        return Optional.ofNullable(entityManager.find(Experiment.class, id))
                .filter(experiment -> experiment.basePullStatus().isPresent());
    }
}
