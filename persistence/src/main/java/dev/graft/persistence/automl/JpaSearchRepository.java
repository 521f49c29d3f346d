// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.automl;

import dev.graft.automl.Search;
import dev.graft.automl.SearchRepository;
import dev.graft.automl.SearchTrial;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The searches on Jakarta Persistence. */
@ApplicationScoped
public class JpaSearchRepository implements SearchRepository {

    private final EntityManager entities;

    /** For the container's proxy. */
    protected JpaSearchRepository() {
        this(null);
    }

    @Inject
    public JpaSearchRepository(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void add(Search search) {
        entities.persist(search);
    }

    @Override
    public void add(SearchTrial trial) {
        entities.persist(trial);
    }

    @Override
    public Optional<Search> find(UUID jobId) {
        return Optional.ofNullable(entities.find(Search.class, jobId));
    }

    @Override
    public Optional<SearchTrial> trial(UUID jobId) {
        return Optional.ofNullable(entities.find(SearchTrial.class, jobId));
    }

    @Override
    public List<SearchTrial> trials(UUID searchId) {
        return entities.createQuery("select t from SearchTrial t where t.searchId = :search order by t.number", SearchTrial.class)
                .setParameter("search", searchId)
                .getResultList();
    }

    @Override
    public void remove(UUID searchId) {
        entities.createQuery("delete from SearchTrial t where t.searchId = :search").setParameter("search", searchId).executeUpdate();
        entities.createQuery("delete from Search s where s.jobId = :search").setParameter("search", searchId).executeUpdate();
    }
}
