// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.experiment;

import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentQuery;
import dev.graft.experiment.ExperimentRepository;
import dev.graft.org.Caller;
import dev.graft.page.Match;
import dev.graft.page.Page;
import dev.graft.persistence.ListQuery;
import dev.graft.spi.network.ActionRule.DatasetRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Experiments in the database. What they name is loaded with them, as they outlive the transaction; for a whole page in one query. */
@ApplicationScoped
@Transactional
public class JpaExperimentRepository implements ExperimentRepository {

    private static final int NAMES_SHOWN = 10;

    private final EntityManager entityManager;

    /** For the container's proxy. */
    protected JpaExperimentRepository() {
        this(null);
    }

    @Inject
    public JpaExperimentRepository(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    @Override
    public void add(Experiment experiment) {
        entityManager.persist(experiment);
        entityManager.flush();
    }

    @Override
    public Optional<Experiment> find(String org, UUID id) {
        return byId(id).filter(experiment -> experiment.org().equals(org));
    }

    @Override
    public Optional<Experiment> findReadable(String org, UUID id) {
        return byId(id).filter(experiment -> experiment.readableBy(org));
    }

    private Optional<Experiment> byId(UUID id) {
        return complete(List.of(id)).values().stream().findFirst();
    }

    @Override
    public List<Experiment> findAllReadable(String org, Collection<UUID> ids) {
        return complete(List.copyOf(ids)).values().stream()
                .filter(experiment -> experiment.readableBy(org))
                .toList();
    }

    @Override
    public Page<Experiment> list(Caller caller, ExperimentQuery query) {
        ListQuery<Experiment> list = new ListQuery<>(Experiment.class)
                .where("(e.org = :org or e.publicAccess = true)", "org", caller.org())
                .matching("name", query.name())
                .matching("type", query.type())
                .matching("networkArch", query.networkArch())
                .matching("readOnly", query.readOnly().map(Match::is));
        if (query.userOnly()) {
            list.where("e.userId = :user", "user", caller.userId());
        }
        Page<UUID> ids = list.ids(entityManager, query.page());
        Map<UUID, Experiment> byId = complete(ids.items());
        return ids.map(byId::get);
    }

    /** Experiments with all that they name, in one query. */
    private Map<UUID, Experiment> complete(List<UUID> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return entityManager
                .createQuery(
                        "select distinct e from Experiment e left join fetch e.datasets left join fetch e.bases where e.id in :ids",
                        Experiment.class)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(Collectors.toMap(Experiment::id, Function.identity()));
    }

    @Override
    public void remove(Experiment experiment) {
        entityManager.remove(experiment);
        entityManager.flush();
    }

    @Override
    public Experiment flushed(Experiment experiment) {
        entityManager.flush();
        return experiment;
    }

    @Override
    public List<String> namesUsingDataset(String org, UUID datasetId) {
        return entityManager
                .createQuery(
                        "select distinct e.name from Experiment e join e.datasets d"
                                + " where e.org = :org and d.datasetId = :dataset order by e.name",
                        String.class)
                .setParameter("org", org)
                .setParameter("dataset", datasetId)
                .setMaxResults(NAMES_SHOWN)
                .getResultList();
    }

    @Override
    public List<String> namesStartingFrom(Experiment base) {
        return entityManager
                .createQuery(
                        "select distinct e.name from Experiment e join e.bases b"
                                + " where e.org = :org and b.baseId = :base order by e.name",
                        String.class)
                .setParameter("org", base.org())
                .setParameter("base", base.id())
                .setMaxResults(NAMES_SHOWN)
                .getResultList();
    }

    @Override
    public boolean isBaseElsewhere(Experiment base) {
        return entityManager
                        .createQuery(
                                "select count(e) from Experiment e join e.bases b where e.org <> :org and b.baseId = :base",
                                Long.class)
                        .setParameter("org", base.org())
                        .setParameter("base", base.id())
                        .getSingleResult()
                > 0;
    }
}
